import type Stripe from 'stripe';
import type { Money } from '../domain/money.ts';
import type { Interval, Subscription, SubscriptionState } from '../domain/subscription.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { refundMetadata } from './metadata.ts';
import { idOf } from './references.ts';

/** The metadata by which it is known when something was offered for keeping it. */
export const OFFERED = 'tellerline_offered';

// Stripe's enums are open: of a status that we do not know yet nothing is claimed.
const states = new Map<string, SubscriptionState>([
  ['active', 'active'],
  ['trialing', 'trialing'],
  ['past_due', 'past_due'],
  ['unpaid', 'unpaid'],
  ['incomplete', 'incomplete'],
  ['paused', 'paused'],
  ['canceled', 'ended'],
  ['incomplete_expired', 'ended'],
]);

/** A subscription in our words. `names`: those of its products, where they are not expanded. */
export function subscriptionOf(
  one: Stripe.Subscription,
  names: ReadonlyMap<string, string> = new Map(),
): Subscription {
  const state = states.get(one.status) ?? 'other';
  const { items, pause_collection: pause, metadata } = one;
  const periodEnd = Math.min(...items.data.map((item) => item.current_period_end));
  const endsAt = one.cancel_at ?? (one.cancel_at_period_end ? periodEnd : undefined);
  const hasEnded = state === 'ended';
  const plan = planOf(one, names);
  const charge = chargeOf(items.data);
  const renewsAt = renewalOf(one, state, periodEnd);
  const nextAmount = renewsAt === undefined ? undefined : amountAt(one, charge?.price, renewsAt);
  const owed = owedOf(one, state);
  const { decision } = refundMetadata.read(metadata);
  const offeredAt = Number(metadata[OFFERED]);
  const isTrial = state === 'trialing' && one.trial_end !== null;
  return {
    subscription: one.id,
    customer: idOf(one.customer) ?? '',
    state,
    created: one.created,
    ...(items.data.every((item) => item.current_period_end === periodEnd) && { periodEndsAt: periodEnd }),
    ...(plan !== '' && { plan }),
    ...charge,
    ...(renewsAt !== undefined && { renewsAt }),
    ...(nextAmount && { nextAmount }),
    ...(isTrial && { trialEndsAt: one.trial_end as number }),
    ...(!hasEnded &&
      endsAt !== undefined && {
        endsAt,
        endsBy: one.cancel_at_period_end ? ('period_end' as const) : ('date' as const),
      }),
    ...(hasEnded && { endedAt: one.ended_at ?? one.canceled_at ?? one.created }),
    ...(!hasEnded &&
      pause && { pausedCollection: pause.resumes_at === null ? {} : { resumesAt: pause.resumes_at } }),
    ...(owed && { owed }),
    discounts: one.discounts.map((discount) => idOf(discount) ?? ''),
    scheduled: one.schedule !== null,
    ...(decision !== undefined && { decision }),
    ...(Number.isSafeInteger(offeredAt) && { offeredAt }),
  };
}

function planOf({ items }: Stripe.Subscription, names: ReadonlyMap<string, string>): string {
  const all = items.data.map(({ price: { product, nickname } }) => {
    if (typeof product === 'object') return 'name' in product ? product.name : undefined;
    return names.get(product) ?? nickname ?? undefined;
  });
  return [...new Set(all.filter((name) => name !== undefined && name !== ''))].join(', ');
}

/** What all items cost and how often, where that is one amount for all of them. */
function chargeOf(items: readonly Stripe.SubscriptionItem[]): { price: Money; every: Interval } | undefined {
  const [first] = items;
  const every = first?.price.recurring;
  if (!first || !every) return undefined;
  let value = 0;
  for (const { price, quantity = 1 } of items) {
    const {
      recurring,
      unit_amount: unit,
      currency,
      billing_scheme: scheme,
      transform_quantity: packs,
    } = price;
    const isLike =
      recurring?.interval === every.interval &&
      recurring.interval_count === every.interval_count &&
      recurring.usage_type === 'licensed' &&
      currency === first.price.currency;
    if (!isLike || unit === null || scheme !== 'per_unit' || packs !== null) return undefined;
    value += unit * quantity;
  }
  const unit = units.get(every.interval);
  return (
    unit && { price: { value, currency: first.price.currency }, every: { unit, count: every.interval_count } }
  );
}

const units = new Map<string, Interval['unit']>(
  (['day', 'week', 'month', 'year'] as const).map((unit) => [unit, unit]),
);

/** When it is charged next: not where it ends, stands still, or its collection is paused until later. */
function renewalOf(
  { cancel_at: ends, cancel_at_period_end: endsThen, pause_collection: pause }: Stripe.Subscription,
  state: SubscriptionState,
  periodEnd: UnixSeconds,
): UnixSeconds | undefined {
  if (state !== 'active' && state !== 'trialing' && state !== 'past_due') return undefined;
  if (endsThen || (ends !== null && ends <= periodEnd)) return undefined;
  if (pause && (pause.resumes_at === null || pause.resumes_at > periodEnd)) return undefined;
  return periodEnd;
}

/** What will be charged, after the discounts that hold then. Undefined where taxes or an item's own discounts change it. */
function amountAt(one: Stripe.Subscription, price: Money | undefined, at: UnixSeconds): Money | undefined {
  const isTaxed = one.automatic_tax.enabled || (one.default_tax_rates ?? []).length > 0;
  const isPlain = one.items.data.every(
    ({ discounts, tax_rates: rates }) => discounts.length === 0 && (rates ?? []).length === 0,
  );
  if (!price || isTaxed || !isPlain) return undefined;
  let { value } = price;
  for (const discount of one.discounts) {
    if (typeof discount !== 'object') return undefined;
    const { coupon } = discount.source;
    if (typeof coupon !== 'object' || coupon === null) return undefined;
    if (discount.end !== null && discount.end <= at) continue;
    if (coupon.percent_off !== null) value -= Math.round((value * coupon.percent_off) / 100);
    else if (coupon.currency === price.currency) value = Math.max(0, value - (coupon.amount_off ?? 0));
    else return undefined;
  }
  return { value, currency: price.currency };
}

/** What the latest invoice waits for. */
function owedOf(
  { latest_invoice: invoice }: Stripe.Subscription,
  state: SubscriptionState,
): Money | undefined {
  const isLate = state === 'past_due' || state === 'unpaid' || state === 'incomplete';
  if (!isLate || typeof invoice !== 'object' || invoice?.status !== 'open') return undefined;
  const { amount_remaining: value, currency } = invoice;
  return value > 0 ? { value, currency } : undefined;
}
