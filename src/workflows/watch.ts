import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import { isByHand } from '../domain/by-hand.ts';
import type { Payment } from '../domain/payment.ts';
import { observed, subscribe } from './messages.ts';
import { reads } from './proxies.ts';

/** What a watch starts with. */
export interface WatchStart {
  readonly tenant: string;
  readonly payment: string;
}

/** Between two looks at first, and at most. */
const FIRST_MILLISECONDS = 1_000;
const MOST_MILLISECONDS = 15_000;

/** Follows one payment until it has settled, and tells those who wait for it: then, or when their time is over. */
export async function watch({ tenant, payment }: WatchStart): Promise<void> {
  /** Until when each subscriber wants to be told of a change, milliseconds since 1970. */
  const subscribers = new Map<string, number>();
  let subscriptions = 0;
  // A Signal, not an Update: it comes with the start (`signalWithStart`), and nobody waits for its answer.
  setHandler(subscribe, (subscription) => {
    if (isByHand(subscription)) return;
    subscribers.set(subscription.subscriber, Date.now() + subscription.seconds * 1_000);
    subscriptions += 1;
  });

  for (let pause = FIRST_MILLISECONDS; ; pause = Math.min(pause * 1.5, MOST_MILLISECONDS)) {
    const known = subscriptions;
    const now = await look(tenant, payment);
    for (const [subscriber, until] of subscribers) {
      const isOver = Date.now() >= until;
      if (!isOver && (!now || now.state === 'processing')) continue;
      subscribers.delete(subscriber);
      if (now) await tell(subscriber, now);
    }
    if (subscribers.size === 0 && subscriptions === known) return;
    const next = Math.min(pause, ...[...subscribers.values()].map((until) => until - Date.now()));
    await condition(() => subscriptions > known, Math.max(next, FIRST_MILLISECONDS));
  }
}

/** The payment as it is now; undefined while Stripe does not say. */
async function look(tenant: string, payment: string): Promise<Payment | undefined> {
  try {
    return await reads.readPayment({ tenant, payment });
  } catch {
    return undefined;
  }
}

async function tell(subscriber: string, payment: Payment): Promise<void> {
  try {
    await getExternalWorkflowHandle(subscriber).signal(observed, payment);
  } catch {
    // It has ended: nobody waits there any more.
  }
}
