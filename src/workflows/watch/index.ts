import type { RefundWatched } from '../messages.ts';
import { type PaymentWatched, watchPayment } from './payment.ts';
import { watchRefund } from './refund.ts';

/** What a watch starts with: the object that it follows. */
export type WatchStart = PaymentWatched | RefundWatched;

/** Follows one object at Stripe, and tells those who wait for it. What it is told is a hint to look again. */
export async function watch(start: WatchStart): Promise<void> {
  if ('refund' in start) await watchRefund(start);
  else await watchPayment(start);
}
