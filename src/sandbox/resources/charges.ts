import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { missing } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { clearable, type Named, readParams, text, unsupported } from '../wire/params.ts';
import { shipping } from '../wire/shared-params.ts';
import type { Work } from '../work.ts';
import { liveCustomer } from './customers.ts';
import { previousOf, recordEvent } from './events.ts';

export function listCharges(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    created: createdFilter,
    customer: text,
    payment_intent: text,
    transfer_group: unsupported,
  });
  return pageOf(work.all('charge'), asked, ['customer', 'payment_intent'], '/v1/charges');
}

export function retrieveCharge(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findCharge(work, id);
}

const change = {
  customer: text,
  description: clearable,
  fraud_details: unsupported,
  metadata,
  receipt_email: clearable,
  shipping,
  transfer_group: unsupported,
} satisfies Named<Stripe.ChargeUpdateParams>;

export function updateCharge(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, ...asked } = readParams(params, change);
  const before = findCharge(work, id);
  if (asked.customer !== undefined) liveCustomer(work, asked.customer, 'customer', 400);
  const charge = { ...before, ...asked, metadata: mergeMetadata(before.metadata, metadataChange) };
  work.save(charge);
  recordEvent(work, 'charge.updated', charge, previousOf(before, charge));
  return charge;
}

export function findCharge(work: Work, id: string): Stripe.Charge {
  const charge = work.find('charge', id);
  if (!charge) throw missing('charge', id, 'id');
  return charge;
}
