import { alarmOf } from './alarms.ts';
import type { Fault } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import type { Kind, Kinds, StoredObject } from './objects.ts';
import { type Mail, newMail } from './webhooks/mail.ts';
import type { KeyedReply } from './wire/idempotency.ts';

/** Everything behind one secret key: its objects, its idempotency keys, its clock and what tests set up. */
export interface Account {
  readonly id: string;
  readonly objects: Map<Kind, Map<string, StoredObject>>;
  readonly replies: Map<string, KeyedReply>;
  clockOffsetMs: number;
  readonly knobs: Knobs;
  /** What search knows: versions of objects that are older than the lag. */
  readonly searchIndex: Map<string, StoredObject>;
  readonly searchQueue: { savedAtMs: number; id: string; object: StoredObject | undefined }[];
  readonly runningKeys: Set<string>;
  /** Refunds that this clock will still settle by itself. */
  readonly unsettledRefunds: Set<string>;
  /** When an object next changes by itself, in seconds, by its id. */
  readonly alarms: Map<string, Alarm>;
  /** Deliveries that are not at their end. */
  readonly undelivered: Set<string>;
  faults: Fault[];
  journal: JournalEntry[];
  mail: Mail;
}

interface Alarm {
  kind: Kind;
  at: number;
}

/** What a test may turn. */
export interface Knobs {
  searchLagMs: number;
  /** Sandbox seconds after which test cards settle their refunds; null: only when told to. */
  refundSettlesAfter: number | null;
  /** The balance does not cover refunds: they wait. */
  balanceShort: boolean;
}

const untouched: Readonly<Knobs> = { searchLagMs: 0, refundSettlesAfter: 60, balanceShort: false };

export function newAccount(id: string): Account {
  return {
    id,
    objects: new Map(),
    replies: new Map(),
    clockOffsetMs: 0,
    knobs: { ...untouched },
    searchIndex: new Map(),
    searchQueue: [],
    runningKeys: new Set(),
    unsettledRefunds: new Set(),
    alarms: new Map(),
    undelivered: new Set(),
    faults: [],
    journal: [],
    mail: newMail(),
  };
}

export function clearAccount(account: Account): void {
  account.objects.clear();
  account.replies.clear();
  account.clockOffsetMs = 0;
  Object.assign(account.knobs, untouched);
  account.searchIndex.clear();
  account.searchQueue.length = 0;
  account.unsettledRefunds.clear();
  account.alarms.clear();
  account.undelivered.clear();
  account.faults = [];
  account.journal = [];
  account.mail = newMail();
}

export const nowMs = (account: Account): number => Date.now() + account.clockOffsetMs;
/** The account's time in Stripe's unit, whole seconds. */
export const now = (account: Account): number => Math.floor(nowMs(account) / 1000);

/** The objects of one kind, oldest first. Each is filed under its own `object`, so the kind is what it says. */
export function collection<K extends Kind>(account: Account, kind: K): ReadonlyMap<string, Kinds[K]> {
  return (account.objects.get(kind) ?? new Map()) as ReadonlyMap<string, Kinds[K]>;
}

export function putObject(account: Account, object: StoredObject): void {
  let filed = account.objects.get(object.object);
  if (!filed) {
    filed = new Map();
    account.objects.set(object.object, filed);
  }
  filed.set(object.id, object);
  if (object.object === 'delivery') {
    if (object.status === 'pending') account.undelivered.add(object.id);
    else account.undelivered.delete(object.id);
  }
  const at = alarmOf(object);
  if (at === undefined) account.alarms.delete(object.id);
  else account.alarms.set(object.id, { kind: object.object, at });
}
