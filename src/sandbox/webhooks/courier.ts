import { type Account, collection } from '../account.ts';
import type { Delivery } from '../objects.ts';
import type { Store } from '../store.ts';
import { attempt, type Parcel } from './attempt.ts';
import { deliveryId } from './deliveries.ts';
import { drawFate } from './fate.ts';
import { newLanes } from './lanes.ts';
import type { Attempt } from './mail.ts';
import { newSender } from './send.ts';

/** Delivers what is addressed, as the rules of each account say, until all of it is at its end. */
export interface Courier {
  /** Sends now, one after the other, whatever is held. */
  deliver(parcels: Parcel[]): Promise<Attempt[]>;
  /** What waits for a release, in the order in which it came. */
  held(account: Account): Parcel[];
  /** Sends on all that is held. */
  release(account: Account): void;
  /** How many are on their way: late, held, waiting for another try, or just being sent. */
  underway(account: Account): number;
  forget(account: Account): void;
  close(): void;
}

// A timer takes no longer wait than this.
const longestWait = 2 ** 31 - 1;

export function startCourier(store: Store): Courier {
  const sender = newSender();
  /** All that is on its way; what is not here any more is not sent. */
  const parcels = new Set<Parcel>();
  /** Deliveries that have a try before them. */
  const scheduled = new Set<string>();
  const held = new Map<Account, Set<Parcel>>();
  const lanes = newLanes(dispatch);
  let closed = false;

  function schedule(account: Account, delivery: Delivery): void {
    const { event, destination, attempts, next_attempt_at: at } = delivery;
    if (closed || scheduled.has(delivery.id)) return;
    scheduled.add(delivery.id);
    const parcel = { account, event, destination, as: 'genuine', scheduled: true } as const;
    if (attempts > 0) {
      start(parcel, (at ?? 0) - Date.now());
      return;
    }
    const fate = drawFate(account.mail);
    start(fate.dropped ? { ...parcel, as: 'dropped' } : parcel, fate.delayMs);
    for (const { as, delayMs } of fate.beside) start({ ...parcel, as, scheduled: false }, delayMs);
  }

  function start(parcel: Parcel, milliseconds: number): void {
    parcels.add(parcel);
    if (milliseconds <= 0) queue(parcel);
    else setTimeout(() => queue(parcel), Math.min(milliseconds, longestWait)).unref();
  }

  function queue(parcel: Parcel): void {
    const { account, destination } = parcel;
    lanes.add(`${account.id} ${destination}`, parcel, () => account.mail.rules.parallel);
  }

  async function dispatch(parcel: Parcel): Promise<void> {
    const { account } = parcel;
    if (closed || !parcels.has(parcel)) return;
    if (account.mail.rules.hold) {
      held.set(account, (held.get(account) ?? new Set()).add(parcel));
      return;
    }
    await send(parcel).catch(complain);
  }

  // What breaks off since the sandbox closes is tried again when it is back.
  function complain(error: unknown): void {
    if (!closed) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }

  async function send(parcel: Parcel): Promise<Attempt | undefined> {
    try {
      return await attempt(store, sender, parcel);
    } finally {
      if (parcels.delete(parcel) && parcel.scheduled) tryAgain(parcel);
    }
  }

  function tryAgain({ account, event, destination }: Parcel): void {
    const id = deliveryId(event, destination);
    scheduled.delete(id);
    const delivery = collection(account, 'delivery').get(id);
    if (delivery?.status === 'pending') schedule(account, delivery);
  }

  const heldOf = (account: Account): Parcel[] => [...(held.get(account) ?? [])];

  function scheduleAll(account: Account): void {
    for (const id of account.undelivered) {
      const delivery = collection(account, 'delivery').get(id);
      if (delivery) schedule(account, delivery);
    }
  }

  store.onSaved((account, objects) => {
    for (const one of objects)
      if (one.object === 'delivery' && one.status === 'pending') schedule(account, one);
  });
  for (const account of store.accounts()) scheduleAll(account);

  return {
    async deliver(wanted) {
      const attempts: Attempt[] = [];
      for (const parcel of wanted) {
        held.get(parcel.account)?.delete(parcel);
        const one = await send(parcel);
        if (one) attempts.push(one);
      }
      return attempts;
    },
    held: heldOf,
    release(account) {
      const released = heldOf(account);
      held.delete(account);
      for (const parcel of released) queue(parcel);
    },
    underway: (account) => [...parcels].filter((parcel) => parcel.account === account).length,
    forget(account) {
      held.delete(account);
      for (const parcel of parcels) {
        if (parcel.account !== account) continue;
        parcels.delete(parcel);
        scheduled.delete(deliveryId(parcel.event, parcel.destination));
      }
    },
    close() {
      closed = true;
      sender.close();
    },
  };
}
