import type { Stripe } from 'stripe';
import { type Account, collection } from '../account.ts';
import type { Delivery, Destination, Sent } from '../objects.ts';
import type { Store } from '../store.ts';
import { beginWork } from '../work.ts';
import { deliveryId, shown } from './deliveries.ts';
import { secretsOf, writeLetter } from './letter.ts';
import { type Attempt, type Guise, noteAttempt } from './mail.ts';
import type { Receipt, Sender } from './send.ts';

/** One thing to be sent. Only what is `scheduled` uses up the tries of its delivery. */
export interface Parcel {
  readonly account: Account;
  readonly event: string;
  readonly destination: string;
  readonly as: Guise | 'dropped';
  readonly scheduled: boolean;
  /** How far from now an `old` or a `future` one was signed, in seconds. */
  readonly age?: number | undefined;
}

/** Long past every tolerance. */
const defaultAge = 10 * 60;

/** Sends a parcel once and writes down what came of it; nothing where its event or destination is gone. */
export async function attempt(store: Store, sender: Sender, parcel: Parcel): Promise<Attempt | undefined> {
  const { account, as } = parcel;
  const event = collection(account, 'event').get(parcel.event);
  const destination = collection(account, 'webhook_endpoint').get(parcel.destination);
  if (!event || !destination || (parcel.scheduled && !isPending(parcel))) return undefined;
  const at = Date.now();
  const { sent, receipt } =
    as === 'dropped' || destination.deleted || destination.status === 'disabled'
      ? notSent(as === 'dropped' ? 'dropped' : 'endpoint_disabled')
      : await sendOnce(sender, { account, destination, event, as, age: parcel.age });
  const { mail } = account;
  const took = Date.now() - at;
  const noted = {
    event: event.id,
    type: event.type,
    destination: parcel.destination,
    as,
    at,
    took,
    ...receipt,
  };
  noteAttempt(mail, noted);
  keep(store, parcel, { ...sent, response_status: receipt.status, error: receipt.error });
  return noted;
}

const deliveryOf = ({ account, event, destination }: Parcel): Delivery | undefined =>
  collection(account, 'delivery').get(deliveryId(event, destination));

const isPending = (parcel: Parcel): boolean => deliveryOf(parcel)?.status === 'pending';

type Signed = Pick<Sent, 'timestamp' | 'pending_webhooks'>;

function notSent(error: string): { sent: Signed; receipt: Receipt } {
  const sent = { timestamp: Math.floor(Date.now() / 1000), pending_webhooks: 0 };
  return { sent, receipt: { status: null, error } };
}

interface Sending {
  account: Account;
  destination: Destination;
  event: Stripe.Event;
  as: Guise;
  age: number | undefined;
}

async function sendOnce(
  sender: Sender,
  { account, destination, event, as, age = defaultAge }: Sending,
): Promise<{ sent: Signed; receipt: Receipt }> {
  const now = Math.floor(Date.now() / 1000);
  const sent = {
    timestamp: as === 'old' ? now - age : as === 'future' ? now + age : now,
    pending_webhooks: shown(account, event).pending_webhooks,
  };
  // The same moment and the same body have the same signature: a replay needs no copy of what was captured.
  if (as === 'replayed') Object.assign(sent, captured(account, event.id, destination.id));
  const { timestamp, pending_webhooks } = sent;
  const secrets = as === 'forged' ? ['whsec_forged'] : secretsOf(destination);
  const letter = writeLetter(destination, { ...event, pending_webhooks }, { timestamp, secrets });
  const receipt = await sender.send(destination.url, letter, account.mail.rules.timeoutMs);
  return { sent, receipt };
}

function captured(account: Account, event: string, destination: string): Signed {
  const last = collection(account, 'delivery').get(deliveryId(event, destination))?.last;
  if (!last) throw new Error(`nothing of ${event} was sent yet: there is nothing to replay`);
  return { timestamp: last.timestamp, pending_webhooks: last.pending_webhooks };
}

/** What was sent as it is counts where it was taken; a failure counts only where it was a try. */
function keep(store: Store, parcel: Parcel, sent: Sent): void {
  const { account, as, scheduled } = parcel;
  const before = deliveryOf(parcel);
  if (!before || !(as === 'genuine' || as === 'dropped') || before.status === 'delivered') return;
  const { response_status: answered } = sent;
  const delivered = answered !== null && answered >= 200 && answered < 300;
  if (!delivered && !scheduled) return;
  const work = beginWork(account);
  work.save({
    ...before,
    ...(delivered ? atItsEnd('delivered') : nextTry(before, account, sent)),
    last: sent,
  });
  store.commit(work);
}

const atItsEnd = (status: 'delivered' | 'failed') => ({ status, next_attempt_at: null });

const isFinal = (error: string | null): boolean => error === 'dropped' || error === 'endpoint_disabled';

function nextTry({ attempts }: Delivery, { mail }: Account, { error }: Sent): Partial<Delivery> {
  const wait = mail.rules.retryMs[attempts];
  const counted = { attempts: attempts + 1 };
  if (wait === undefined || isFinal(error)) return { ...counted, ...atItsEnd('failed') };
  return { ...counted, next_attempt_at: Date.now() + wait };
}
