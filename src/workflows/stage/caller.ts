import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import type { IntentKind } from '../../contracts/intent.ts';
import type { Addressee } from '../../domain/message.ts';
import type { TaskAbout } from '../../domain/task.ts';
import type { IdentityFact, ProvenCaller } from '../../domain/verification.ts';
import type { Conversation, Ending, Said } from './conversation.ts';

/** What each kind of question is answered with. */
interface Answers {
  contact: NonNullable<Answer['contact']>;
  identity: NonNullable<Answer['identity']>;
  one_time_code: { code: string } | { resend: 'sms' | 'email' };
  choice: string;
  amount: NonNullable<Answer['amount']>;
  confirmation: boolean;
  text: string;
}

/** What proves who calls. */
type Proof = IdentityFact | 'one_time_code' | 'caller_token';

/** The caller, as a script sees them: someone to ask, and to tell. */
export interface Caller<K extends IntentKind> {
  /** Asks, and durably waits for the answer. Silence, a hang-up and a cancel end the script. */
  ask<E extends Expectation>(question: Said<K> & { expects: E }): Promise<Answers[E['kind']]>;
  /** They have proved who they are, and by what: the next intent of this call need not ask. */
  proved(who: ProvenCaller, ...by: readonly Proof[]): void;
  /** Who they have proved to be so far. */
  known(): ProvenCaller | undefined;
  /** How sure it is who called, as a person sees it who decides. */
  shown(): Pick<TaskAbout, 'caller' | 'customer'>;
  /** Says what is true while the next reply is owed. */
  meanwhile(say: string): void;
  /** Whose contact on file is written to from here on: they may have hung up by then. */
  isWrittenTo(addressee: Addressee): void;
  addressee(): Addressee | undefined;
  /** Tells them that the next reply is not theirs to bring about. */
  hold(said: Said<K>): void;
  /** The last thing that is said: `return caller.tell({ … })`. */
  tell(ending: Ending<K>): Ending<K>;
}

/** The caller of a conversation. `heed` is told what they say in their own words, and may throw. */
export function callerIn<K extends IntentKind>(
  conversation: Conversation<K>,
  heed: (said?: string) => void,
): Caller<K> {
  let addressee: Addressee | undefined;
  const how: Proof[] = [];
  return {
    ask: async <E extends Expectation>(question: Said<K> & { expects: E }) => {
      const answer = await conversation.ask(question);
      heed(answer.text);
      // The validator has held the answer to the question's kind before it was accepted.
      return read[question.expects.kind](answer) as Answers[E['kind']];
    },
    proved: (who, ...by) => {
      how.push(...by);
      conversation.prove(who);
    },
    known: () => conversation.proven(),
    shown() {
      const proven = conversation.proven();
      return {
        ...(proven && { caller: { level: proven.level, how: [...how] } }),
        ...(addressee && 'customer' in addressee && { customer: { id: addressee.customer } }),
      };
    },
    meanwhile: (say) => conversation.workingOn(say),
    isWrittenTo: (to) => {
      addressee = to;
    },
    addressee: () => addressee,
    hold: (said) => conversation.hold(said),
    tell: (ending) => ending,
  };
}

const read: { [Kind in keyof Answers]: (answer: Answer) => unknown } = {
  contact: ({ contact }) => contact,
  identity: ({ identity }) => identity,
  one_time_code: ({ code, resend }) => (code === undefined ? { resend } : { code }),
  choice: ({ choice }) => choice,
  amount: ({ amount }) => amount,
  confirmation: ({ confirm }) => confirm,
  text: ({ text }) => text,
};
