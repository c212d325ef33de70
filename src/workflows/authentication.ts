import type { IntentKind } from '../contracts/intent.ts';
import { CODE_DIGITS, type ContactOnFile, inWriting } from '../domain/message.ts';
import { lockedOut, noContact, notAuthenticated, tooManyCodes } from './endings.ts';
import { guardsOf, type NotSent, type Reachable, type SentCode, sendCode } from './one-time-code.ts';
import { reads } from './proxies.ts';
import type { Stage } from './stage/index.ts';
import type { Unverified, Verified } from './verification.ts';

/** What the caller is to be authenticated for. */
export interface Authorised {
  /** Whose it is: a code goes only to the contacts that this very customer has on file. A guest is none. */
  readonly customer: string | undefined;
  /** What the code is for, as a catalogue says it and the message goes on: "refund 42 dollars". */
  readonly purpose: string;
}

/**
 * Raises a verified caller to `authenticated` for one customer, by a one-time code; at once where a code of this call did so
 * before. What the caller says is a keyed hash by the time it is here, and is compared with that of the code sent last.
 */
export async function authenticate<K extends IntentKind>(
  stage: Stage<K>,
  who: Verified,
  { customer, purpose }: Authorised,
): Promise<Verified | Unverified<K>> {
  const { start, caller, guard, words } = stage;
  const { tries } = start.policy.oneTimeCode;
  const speak = words.one_time_code;
  const known = caller.known();
  const owner = who.customers.find((one) => one.customer === customer);
  if (!owner || !known) return { refused: noContact(stage) };
  if (known.byCode?.includes(owner.customer)) return who;

  const contacts = await reads.readContacts({ tenant: start.tenant, customer: owner.customer });
  const reachable: Reachable = { owner, contacts };
  const wanted = await chooseContact(stage, contacts);
  if (!wanted) return { refused: noContact(stage) };
  const first = await sendCode(stage, reachable, wanted, purpose);
  if (typeof first === 'string') return unsent(stage, first);

  let code = first;
  let say = speak.askCode(code.contact.masked);
  for (let failed = 0; failed < tries; ) {
    let another: ContactOnFile | undefined;
    const tried = await guard.attempt({
      kind: 'code',
      guards: async () => guardsOf(reachable, code.contact),
      ask: async () => {
        const said = await caller.ask({ say, expects: expectation(contacts, code, tries - failed) });
        if ('code' in said && !code.isOver()) return said.code;
        another =
          'resend' in said ? contacts.find(({ masked }) => masked.channel === said.resend) : undefined;
        return undefined;
      },
      judge: async (said) => (said === code.hash ? code : undefined),
    });
    switch (tried.kind) {
      case 'right':
        caller.proved(
          { ...known, level: 'authenticated', byCode: [...(known.byCode ?? []), owner.customer] },
          'one_time_code',
        );
        return who;
      case 'locked_out':
        return { refused: lockedOut(stage) };
      case 'wrong':
        failed += 1;
        say = speak.askAgain(tries - failed);
        break;
      case 'unanswered': {
        // Asked for, or the one that was said came too late.
        const next = await sendCode(stage, reachable, another ?? code.contact, purpose);
        if (next === 'locked' || (next === 'spent' && code.isOver())) return unsent(stage, next);
        if (next === 'spent') {
          say = speak.noMoreNow();
          break;
        }
        say = (another ? speak.sentAnew : speak.ranOut)(next.contact.masked);
        code = next;
        failed = 0;
      }
    }
  }
  return { refused: notAuthenticated(stage) };
}

/** Where the code is to go: a caller knows their own contacts by the little that is shown of them. */
async function chooseContact<K extends IntentKind>(
  { caller, words }: Stage<K>,
  contacts: readonly ContactOnFile[],
): Promise<ContactOnFile | undefined> {
  if (contacts.length < 2) return contacts[0];
  const options = contacts.map(({ contact, masked }) => ({
    id: contact,
    say: words.one_time_code.contact(masked),
    facts: { channel: masked.channel, sentTo: inWriting(masked) },
  }));
  const chosen = await caller.ask({
    say: words.one_time_code.askWhere(options.map(({ say }) => say)),
    expects: { kind: 'choice', options },
  });
  return contacts.find(({ contact }) => contact === chosen);
}

function expectation(contacts: readonly ContactOnFile[], { contact }: SentCode, triesLeft: number) {
  return {
    kind: 'one_time_code' as const,
    sentTo: inWriting(contact.masked),
    channels: contacts.map(({ masked }) => masked.channel),
    digits: CODE_DIGITS,
    triesLeft,
  };
}

function unsent<K extends IntentKind>(stage: Stage<K>, why: NotSent): Unverified<K> {
  return { refused: why === 'spent' ? tooManyCodes(stage) : lockedOut(stage) };
}
