import type Stripe from 'stripe';
import type { RefundRecord } from '../domain/payment.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { idOf } from './references.ts';
import { disputeOf, refundOf } from './translate.ts';
import { idsIn } from './webhook.ts';

/** A refund of ours, and whose it is where a customer is known. */
export interface OurRefund {
  readonly record: RefundRecord;
  readonly customer?: string;
}

/** Refunds that carry our metadata, newest first. */
export async function* ourRefunds(stripe: Stripe, since: UnixSeconds): AsyncGenerator<OurRefund> {
  const asked = { created: { gte: since }, limit: 100, expand: ['data.payment_intent', 'data.charge'] };
  for await (const refund of stripe.refunds.list(asked)) {
    const record = refundOf(refund);
    if (record.decision === undefined) continue;
    const customer = customerOf(refund.payment_intent) ?? customerOf(refund.charge);
    yield { record, ...(customer !== undefined && { customer }) };
  }
}

function customerOf(of: Stripe.PaymentIntent | Stripe.Charge | string | null): string | undefined {
  return typeof of === 'object' ? idOf(of?.customer) : undefined;
}

/** Names of the disputes that are open still, newest first. */
export async function* openDisputes(stripe: Stripe, since: UnixSeconds): AsyncGenerator<string> {
  for await (const dispute of stripe.disputes.list({ created: { gte: since }, limit: 100 }))
    if (disputeOf(dispute).outcome === 'open') yield dispute.id;
}

/** Ids of what events were about that no endpoint took, each once. */
export async function undelivered(
  stripe: Stripe,
  since: UnixSeconds,
): Promise<{ events: number; objects: string[] }> {
  const objects = new Set<string>();
  let events = 0;
  const asked = { created: { gte: since }, delivery_success: false, limit: 100 };
  for await (const event of stripe.events.list(asked)) {
    events += 1;
    for (const id of idsIn(event.data.object as object)) objects.add(id);
  }
  return { events, objects: [...objects] };
}
