import type { Subscription } from './subscription.ts';
import type { UnixSeconds } from './time.ts';

/** That a caller was offered something for keeping a subscription: noted there, so that it is offered once. */
export interface OfferDecision {
  readonly id: string;
  readonly subscription: string;
  readonly call: string;
  readonly reference: string;
  /** When it was offered. */
  readonly decidedAt: UnixSeconds;
}

export type OfferRecord = Pick<OfferDecision, 'subscription'>;

/** What the lane answers where it notes nothing. */
export interface OfferAnswer {
  readonly kind: 'refused';
  readonly reason: 'refused_by_support' | 'refused_by_stripe';
}

/** Whether a subscription bears that note, or that of a later offer. */
export function notedOf(
  { decidedAt }: OfferDecision,
  one: Subscription | undefined,
): OfferRecord | undefined {
  const { offeredAt = 0, subscription = '' } = one ?? {};
  return offeredAt >= decidedAt ? { subscription } : undefined;
}
