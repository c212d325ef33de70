import { type Account, collection } from '../account.ts';
import type { Parcel } from '../webhooks/attempt.ts';
import { guises } from '../webhooks/mail.ts';
import { allowOnly, choice, optionalNumber, optionalText } from './fields.ts';
import type { Control } from './routes.ts';

/** Delivers what is held, one after the other: all of it, or that of some events in the order in which they are named. */
export async function release({ account, courier, body }: Control) {
  allowOnly(body, ['events', 'order']);
  const order = choice(body, 'order', ['recorded', 'reversed', 'random']) ?? 'recorded';
  const held = courier.held(account);
  const named = eventsIn(body)?.flatMap((event) => held.filter((parcel) => parcel.event === event));
  const data = await courier.deliver(inOrder(account, named ?? held, order));
  return { data };
}

function eventsIn({ events }: Control['body']): string[] | undefined {
  if (events === undefined) return undefined;
  const isText = (one: unknown): one is string => typeof one === 'string';
  if (Array.isArray(events) && events.every(isText)) return events;
  throw new Error('events must be a list of ids');
}

function inOrder(account: Account, parcels: Parcel[], order: 'recorded' | 'reversed' | 'random'): Parcel[] {
  if (order === 'recorded') return parcels;
  if (order === 'reversed') return parcels.toReversed();
  const drawn = parcels.map((parcel) => ({ parcel, at: account.mail.random() }));
  return drawn.sort((a, b) => a.at - b.at).map(({ parcel }) => parcel);
}

/** Sends an event once more, as often as wanted, as it is or as a forger would. */
export async function sendEvent({ account, courier, body }: Control) {
  allowOnly(body, ['event', 'destination', 'as', 'times', 'age']);
  const event = optionalText(body, 'event') ?? '';
  if (!collection(account, 'event').has(event)) throw new Error('event must name an event');
  const as = choice(body, 'as', guises) ?? 'genuine';
  const named = optionalText(body, 'destination');
  const age = optionalNumber(body, 'age');
  const destinations = named === undefined ? addressees(account, event) : [named];
  const once = destinations.map((destination) => ({
    account,
    event,
    destination,
    as,
    scheduled: false,
    age,
  }));
  const times = optionalNumber(body, 'times') ?? 1;
  return { data: await courier.deliver(Array.from({ length: times }, () => once).flat()) };
}

function addressees(account: Account, event: string): string[] {
  const deliveries = [...collection(account, 'delivery').values()];
  return deliveries.filter((one) => one.event === event).map(({ destination }) => destination);
}

/** The deliveries and where they stand; `event`, `destination` and `status` narrow them. */
export function listDeliveries({ account, query }: Control) {
  const { event, destination, status } = query;
  const data = [...collection(account, 'delivery').values()].filter(
    (one) =>
      (event === undefined || one.event === event) &&
      (destination === undefined || one.destination === destination) &&
      (status === undefined || one.status === status),
  );
  return { data };
}

/** What was sent since the start, oldest first; `event`, `destination`, `as` and `status` narrow it. */
export function listAttempts({ account, query }: Control) {
  const { event, destination, as, status } = query;
  const data = account.mail.attempts.filter(
    (one) =>
      (event === undefined || one.event === event) &&
      (destination === undefined || one.destination === destination) &&
      (as === undefined || one.as === as) &&
      (status === undefined || String(one.status) === status),
  );
  return { data };
}

export function clearAttempts({ account }: Control) {
  account.mail.attempts = [];
  return { data: [] };
}
