import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import { notificationOf } from '../../domain/notification.ts';
import type { Payment } from '../../domain/payment.ts';
import { type Subscription, subscribe } from '../messages.ts';
import { local } from '../proxies.ts';
import type { watch } from './index.ts';
import { openLooking } from './looking.ts';

/** What the watch of a payment starts with; its subscribers it carries when it continues as new. */
export interface PaymentWatched {
  readonly tenant: string;
  readonly payment: string;
  readonly subscribers?: readonly Subscriber[];
  readonly wasProcessing?: boolean;
}

interface Subscriber extends Subscription {
  /** Until when it wants to be told, milliseconds since 1970. */
  readonly until: number;
  /** The state that it was told last. */
  readonly told?: string;
}

/** Follows one payment as long as somebody waits for it: tells its state at once, and each change. */
export async function watchPayment({ tenant, payment, ...carried }: PaymentWatched): Promise<void> {
  const subscribers = new Map((carried.subscribers ?? []).map((one) => [one.subscriber, one]));
  const looking = openLooking();
  let wasProcessing = carried.wasProcessing ?? false;
  // A Signal, not an Update: it comes with the start (`signalWithStart`), and nobody waits for its answer.
  setHandler(subscribe, (wanted) => {
    if (isByHand(wanted)) return;
    subscribers.set(wanted.subscriber, { ...wanted, until: Date.now() + wanted.seconds * 1_000 });
    looking.wake();
  });

  for (;;) {
    const now = await looking.read((reads) => reads.readPayment({ tenant, payment }));
    if (now && wasProcessing) await tellTenant(tenant, now);
    wasProcessing = now?.state === 'processing' || (wasProcessing && !now);
    if (now) await Promise.all([...subscribers.values()].map((one) => tell(one, now)));
    for (const { subscriber, until } of subscribers.values())
      if (until <= Date.now()) subscribers.delete(subscriber);
    if (subscribers.size === 0) return;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof watch>({
        tenant,
        payment,
        wasProcessing,
        subscribers: [...subscribers.values()],
      });
    await looking.next(soonest([...subscribers.values()]));
  }

  async function tell(one: Subscriber, now: Payment): Promise<void> {
    const state = stateOf(now);
    if (one.told === state) return;
    const isThere = await local.tellObserved({ subscriber: one.subscriber, payment: now });
    // Whoever has ended waits no more; whoever subscribed again meanwhile is told anew.
    if (subscribers.get(one.subscriber) !== one) return;
    const waitsOn = isThere && !(one.settling && now.state !== 'processing');
    if (waitsOn) subscribers.set(one.subscriber, { ...one, told: state });
    else subscribers.delete(one.subscriber);
  }
}

/** Tells the tenant's own systems what became of a payment that was processing. */
async function tellTenant(tenant: string, { payment, amount, state, failure }: Payment): Promise<void> {
  if (state !== 'succeeded' && state !== 'failed') return;
  const data = { payment, amount, ...(failure !== undefined && { failure }) };
  const notification = notificationOf(`payment.${state}`, payment, data, Date.now());
  await local.notify({ tenant, notifications: [notification] });
}

/** What a change is: whatever a subscriber would act on. */
function stateOf({ state, refunded, disputes }: Payment): string {
  return JSON.stringify([state, refunded, disputes]);
}

/** How long the next look may wait, seconds. */
function soonest(all: readonly Subscriber[]): number {
  return Math.min(...all.map(({ within, until }) => Math.min(within, (until - Date.now()) / 1_000)));
}
