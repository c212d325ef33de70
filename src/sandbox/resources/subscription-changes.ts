import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { refused } from '../wire/errors.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import { requireFuture } from '../wire/moments.ts';
import { type Read, readParams } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { redeem } from './discounts.ts';
import { ownMethod } from './own-methods.ts';
import { cancellationOf } from './subscription-cancellation.ts';
import { hasEnded } from './subscription-end.ts';
import { amountOf } from './subscription-items.ts';
import { change } from './subscription-params.ts';
import { changeSubscription, findSubscription } from './subscription-record.ts';

type Asked = Read<typeof change>;

export function updateSubscription(work: Work, { id, params }: Call): object {
  const asked = readParams(params, change);
  const before = findSubscription(work, id);
  const { cancellation_details: _details, metadata: metadataChange, ...more } = asked;
  if (hasEnded(before) && Object.keys(more).length > 0) {
    throw refused('A canceled subscription can only update its cancellation_details and metadata.');
  }
  const { default_payment_method: method, description, pause_collection: pause } = asked;
  if (method !== undefined && method !== null) ownMethod(work, method, idOf(before.customer));
  requireFuture(work.now, pause?.resumes_at, 'pause_collection[resumes_at]');
  const behavior = asked.trial_settings?.end_behavior.missing_payment_method;
  return changeSubscription(work, before, {
    ...cancellationOf(work, before, asked),
    ...(method !== undefined && { default_payment_method: method }),
    ...(description !== undefined && { description }),
    ...(pause !== undefined && { pause_collection: pause }),
    ...(behavior !== undefined && {
      trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: behavior } },
    }),
    discounts: discountsOf(work, before, asked),
    metadata: mergeMetadata(before.metadata, metadataChange),
  });
}

/** What is named takes the place of all that was there; `''` leaves none. An empty array never reaches the wire. */
function discountsOf(work: Work, before: Stripe.Subscription, { discounts: wanted }: Asked) {
  if (wanted === undefined) return before.discounts;
  return redeem(work, wanted, {
    customer: idOf(before.customer),
    subscription: before.id,
    subtotal: before.items.data.reduce((sum, item) => sum + amountOf(item), 0),
    currency: before.currency,
    standing: before.discounts.map((one) => idOf(one)),
  });
}
