import type Stripe from 'stripe';
import type { RefundRecord } from '../domain/payment.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { isForbidden } from './errors.ts';
import { refundMetadata } from './metadata.ts';
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

/** A code that carries our metadata. */
export interface OurCode {
  readonly promotion: string;
  readonly code: string;
  readonly decision: string;
  readonly reference?: string;
}

/** Codes that carry our metadata, newest first. A key that may not read them has made none. */
export async function* ourCodes(stripe: Stripe, since: UnixSeconds): AsyncGenerator<OurCode> {
  const asked = { created: { gte: since }, limit: 100 };
  for await (const { id: promotion, code, metadata } of allowed(stripe.promotionCodes.list(asked))) {
    const { decision, reference } = refundMetadata.read(metadata);
    if (decision !== undefined)
      yield { promotion, code, decision, ...(reference !== undefined && { reference }) };
  }
}

async function* allowed<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* all;
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
}

/** Whether there is a code of that name, whatever has become of it. */
export async function hasCode(stripe: Stripe, code: string): Promise<boolean> {
  return (await stripe.promotionCodes.list({ code, limit: 1 })).data.length > 0;
}

/** A change of a subscription that has left our mark. */
export interface OurChange {
  readonly subscription: string;
  readonly decision: string;
  readonly reference?: string;
}

/** Changes that have left our mark, newest first. From events: on the subscription a later one takes the place of the mark. */
export async function* ourChanges(stripe: Stripe, since: UnixSeconds): AsyncGenerator<OurChange> {
  const asked = { created: { gte: since }, type: 'customer.subscription.updated', limit: 100 } as const;
  for await (const { data } of stripe.events.list(asked)) {
    const { id: subscription, metadata } = data.object as Stripe.Subscription;
    const before = (data.previous_attributes as Partial<Stripe.Subscription> | undefined)?.metadata ?? {};
    const { decision, reference } = refundMetadata.read(metadata);
    const isNew = refundMetadata.isIn(before) && refundMetadata.read(before).decision !== decision;
    if (decision === undefined || !isNew) continue;
    yield { subscription, decision, ...(reference !== undefined && { reference }) };
  }
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
