import Stripe from 'stripe';
import { isDispute } from '../domain/ids.ts';

/** What an event is a hint about. Nothing else that it says is used: whoever is woken reads again. */
export interface Hint {
  /** Of the object, and of the payment intent and charge that it names. */
  readonly objects: readonly string[];
  /** A thin event's object, which names nothing else until it is read. */
  readonly thin?: string;
  /** The dispute that was opened: it begins a case. */
  readonly opens?: string;
}

/** Which events are meant for a tenant. */
export interface Receiver {
  /** All that hold just now: rolling keeps two. */
  readonly secrets: readonly string[];
  readonly live: boolean;
  /** The connected account that events may be about. */
  readonly account?: string;
}

/** Why an event was refused, for the log. */
export type WebhookRefusal = 'bad-signature' | 'too-old' | 'from-the-future' | 'not-an-event' | 'not-for-us';

/** How old an event may be, seconds, and how far a clock may be ahead. */
const TOLERANCE_SECONDS = 300;
const AHEAD_SECONDS = 60;

const WATCHED = /^(pi|ch|py|re|pyr|du|dp)_[A-Za-z0-9_]{1,100}$/;

/** By the names of snapshot and of thin events. */
const OPENS = /^(v1\.)?charge\.dispute\.created$/;

/** Checks a delivery and reads what it is about. `now` in seconds; a tolerance of zero would check no age at all. */
export function readHint(
  payload: Buffer,
  signature: string,
  { secrets, live, account }: Receiver,
  now: number,
): Hint | WebhookRefusal {
  const signedAt = timeOf(signature);
  if (signedAt === undefined || !isSigned(payload, signature, secrets)) return 'bad-signature';
  if (signedAt < now - TOLERANCE_SECONDS) return 'too-old';
  // The SDK accepts what is dated tomorrow, and would again and again until then.
  if (!(signedAt <= now + AHEAD_SECONDS)) return 'from-the-future';

  const event = parsed(payload);
  if (!event) return 'not-an-event';
  const from = event.account ?? event.context;
  if (event.livemode !== live || (typeof from === 'string' && from !== account)) return 'not-for-us';
  const isThin = event.object === 'v2.core.event';
  if (!isThin && event.object !== 'event') return 'not-an-event';
  const about = isThin ? event.related_object : event.data?.object;
  const id = typeof about?.id === 'string' && WATCHED.test(about.id) ? about.id : undefined;
  const opens = OPENS.test(String(event.type)) && id !== undefined && isDispute(id) ? { opens: id } : {};
  if (!isThin) return { objects: idsIn(event.data?.object), ...opens };
  return id === undefined ? { objects: [] } : { objects: [id], thin: id, ...opens };
}

/** The ids that a thin event's object names: one read. */
export async function readThin(stripe: Stripe, id: string): Promise<readonly string[]> {
  if (/^(re|pyr)_/.test(id)) return idsIn(await stripe.refunds.retrieve(id));
  if (isDispute(id)) return idsIn(await stripe.disputes.retrieve(id));
  if (/^(ch|py)_/.test(id)) return idsIn(await stripe.charges.retrieve(id));
  return [id];
}

const { signature: signatures } = new Stripe('sk_test_only_to_verify').webhooks;

/** When a header says that it was signed, read as the SDK reads it. Of two times it would verify one, and we judge the other. */
function timeOf(signature: string): number | undefined {
  const times = signature.split(',').flatMap((item) => {
    const [name, value = ''] = item.split('=');
    return name === 't' ? [Number.parseInt(value, 10)] : [];
  });
  return times.length === 1 ? times[0] : undefined;
}

function isSigned(payload: Buffer, signature: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    try {
      // Its own age check is left out: the age is judged once, both ways.
      return signatures?.verifyHeader(payload, signature, secret, Number.MAX_SAFE_INTEGER) === true;
    } catch {
      return false;
    }
  });
}

type Fields = Partial<Record<'id' | 'payment_intent' | 'charge', unknown>>;

interface ParsedEvent {
  readonly object?: unknown;
  readonly type?: unknown;
  readonly livemode?: unknown;
  readonly account?: unknown;
  readonly context?: unknown;
  readonly data?: { readonly object?: Fields };
  readonly related_object?: Fields | null;
}

function parsed(payload: Buffer): ParsedEvent | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The ids that an object has and names, of what can be watched. */
export function idsIn(object: Fields | undefined): string[] {
  const named = [object?.id, object?.payment_intent, object?.charge].map((one) =>
    typeof one === 'object' && one !== null && 'id' in one ? one.id : one,
  );
  return [...new Set(named.filter((id) => typeof id === 'string').filter((id) => WATCHED.test(id)))];
}
