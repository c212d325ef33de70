import { normalizeEmail } from './contact.ts';
import type { Payment } from './payment.ts';

/** A way to reach a customer. */
export type Channel = 'sms' | 'email';

/** What is written to somebody. Only an email has the subject. */
export interface Text {
  readonly subject: string;
  readonly text: string;
}

/** What is written to callers, each of which a tenant may do without. A code that they ask for is none of it. */
export const messageKinds = ['outcomes', 'questions', 'refunds', 'disputes'] as const;

export type MessageKind = (typeof messageKinds)[number];

/** Which messages a tenant has written. */
export type MessagePolicy = Readonly<Record<MessageKind, boolean>>;

/** Whether a message of that kind is written; all are where nothing is said of it. */
export function isWritten(kind: MessageKind, policy: Partial<MessagePolicy> = {}): boolean {
  return policy[kind] ?? true;
}

/** Whose contact on file is written to: a customer's; for a guest those on the payment itself. */
export type Addressee = { readonly customer: string } | { readonly payment: string };

/** Who is written to about a payment. */
export function addresseeOf({ customer, payment }: Pick<Payment, 'payment' | 'customer'>): Addressee {
  return customer === undefined ? { payment } : { customer };
}

/** One message to one contact. */
export interface Message extends Text {
  /** Names the message, for whoever gets it twice. */
  readonly id: string;
  readonly channel: Channel;
  /** An email address, or an E.164 number. */
  readonly to: string;
}

/** Sends one tenant's messages. */
export interface Messenger {
  /** Those that the tenant has. */
  readonly channels: readonly Channel[];
  send(message: Message): Promise<void>;
}

/** A contact as a caller may be told of it: enough to know it by, too little to learn it from. */
export type MaskedContact =
  | { readonly channel: 'email'; readonly first: string; readonly domain: string }
  | { readonly channel: 'sms'; readonly ending: string };

/** A contact that a customer has on file. What it is stays with Stripe. */
export interface ContactOnFile {
  /** Keyed hash, which its guard is named by as well. */
  readonly contact: string;
  readonly masked: MaskedContact;
}

/** The contact of that channel, masked. */
export function masked(channel: Channel, to: string): MaskedContact {
  if (channel === 'sms') return { channel, ending: to.slice(-2) };
  const email = normalizeEmail(to);
  return { channel, first: email.charAt(0), domain: email.slice(email.lastIndexOf('@') + 1) };
}

/** A masked contact in writing: "a•••@example.com", "•••01". */
export function inWriting(contact: MaskedContact): string {
  return contact.channel === 'sms' ? `•••${contact.ending}` : `${contact.first}•••@${contact.domain}`;
}

/** How long a code is: short enough to be said, long enough for ten guesses a day. */
export const CODE_DIGITS = 6;

/** Stands in a text for the code, which only the Activity that sends it knows. */
export const CODE_MARK = '{code}';

/** A text with its code put in. */
export function withCode({ subject, text }: Text, code: string): Text {
  return { subject, text: text.replaceAll(CODE_MARK, code) };
}
