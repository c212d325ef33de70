import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { KnownCustomer } from '../activities/callers.ts';
import type { IntentKind } from '../contracts/intent.ts';
import type { TryAnswer } from '../domain/guard.ts';
import { CODE_MARK, type ContactOnFile } from '../domain/message.ts';
import { sends } from './proxies.ts';
import type { Stage } from './stage/index.ts';

/** A code that holds until another one is sent or its time is over. What it is stays with the Activity that sent it. */
export interface SentCode {
  readonly contact: ContactOnFile;
  readonly hash: string;
  isOver(): boolean;
}

/** Why none was sent. */
export type NotSent = Exclude<TryAnswer, 'granted'>;

/** A customer, and what they can be reached by. */
export interface Reachable {
  readonly owner: KnownCustomer;
  readonly contacts: readonly ContactOnFile[];
}

/** The guards of codes that go to a contact: the contact's first, then the customer's, as for every try. */
export function guardsOf({ owner }: Reachable, { contact }: ContactOnFile): string[] {
  return [contact, owner.key];
}

/** Sends a fresh code, by another channel where the one wanted fails. `purpose`: what the message says it is for. */
export async function sendCode<K extends IntentKind>(
  { start, caller, guard, words }: Stage<K>,
  who: Reachable,
  wanted: ContactOnFile,
  purpose: string,
): Promise<SentCode | NotSent> {
  const { tenant, intentId, policy } = start;
  const speak = words.one_time_code;
  const message = { subject: speak.subject(), text: speak.message(CODE_MARK, purpose) };
  caller.meanwhile(speak.sending());
  let failure: unknown;
  for (const contact of [wanted, ...who.contacts.filter((one) => one !== wanted)]) {
    const answer = await guard.mayBeSent(guardsOf(who, contact));
    if (answer !== 'granted') return answer;
    try {
      const to = { customer: who.owner.customer, contact: contact.contact };
      const { hash } = await sends.sendCode({ tenant, intentId, ...to, message });
      const until = Date.now() + policy.oneTimeCode.validSeconds * 1_000;
      return { contact, hash, isOver: () => Date.now() > until };
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}
