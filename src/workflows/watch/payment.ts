import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import { notificationOf } from '../../domain/notification.ts';
import type { Payment } from '../../domain/payment.ts';
import { ownSystems, type Subscription, subscribe } from '../messages.ts';
import { local } from '../proxies.ts';
import type { watch } from './index.ts';
import { openLooking } from './looking.ts';

/** What the watch of a payment starts with; its subscribers it carries when it continues as new. */
export interface PaymentWatched {
  readonly tenant: string;
  readonly payment: string;
  readonly subscribers?: readonly Subscriber[];
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
  // A Signal, not an Update: it comes with the start (`signalWithStart`), and nobody waits for its answer.
  setHandler(subscribe, (wanted) => {
    if (isByHand(wanted)) return;
    subscribers.set(wanted.subscriber, { ...wanted, until: Date.now() + wanted.seconds * 1_000 });
    looking.wake();
  });

  for (;;) {
    const now = await looking.read((reads) => reads.readPayment({ tenant, payment }));
    if (now) await Promise.all([...subscribers.values()].map((one) => tell(one, now)));
    for (const { subscriber, until } of subscribers.values())
      if (until <= Date.now()) subscribers.delete(subscriber);
    if (subscribers.size === 0) return;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof watch>({
        tenant,
        payment,
        subscribers: [...subscribers.values()],
      });
    await looking.next(soonest([...subscribers.values()]));
  }

  async function tell(one: Subscriber, now: Payment): Promise<void> {
    const state = stateOf(now);
    if (one.told === state) return;
    const waitsOn =
      one.subscriber === ownSystems ? await tellTenant(tenant, now) : await tellWorkflow(one, now);
    // Whoever subscribed again meanwhile is told anew.
    if (subscribers.get(one.subscriber) !== one) return;
    if (waitsOn) subscribers.set(one.subscriber, { ...one, told: state });
    else subscribers.delete(one.subscriber);
  }
}

/** Tells a Workflow how a payment stands. Whether it waits on: one that has ended does not. */
async function tellWorkflow({ subscriber, settling }: Subscriber, payment: Payment): Promise<boolean> {
  const isThere = await local.tellObserved({ subscriber, payment });
  return isThere && !(settling && payment.state !== 'processing');
}

/** Tells the tenant's own systems what became of a payment, once it is final. Whether they wait on. */
async function tellTenant(tenant: string, now: Payment): Promise<boolean> {
  const { payment, amount, state, failure, failedCharge = payment } = now;
  if (state !== 'succeeded' && state !== 'failed') return state !== 'canceled';
  const data = { payment, amount, ...(failure !== undefined && { failure }) };
  // One that is paid again may fail again: that is other news.
  const subject = state === 'failed' ? failedCharge : payment;
  const notification = notificationOf(`payment.${state}`, subject, data, Date.now());
  await local.notify({ tenant, notifications: [notification] });
  return false;
}

/** What a change is: whatever a subscriber would act on. */
function stateOf({ state, refunded, disputes }: Payment): string {
  return JSON.stringify([state, refunded, disputes]);
}

/** How long the next look may wait, seconds. */
function soonest(all: readonly Subscriber[]): number {
  return Math.min(...all.map(({ within, until }) => Math.min(within, (until - Date.now()) / 1_000)));
}
