import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  setHandler,
} from '@temporalio/workflow';
import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import type { IntentKind } from '../../contracts/intent.ts';
import type { Facts, Handoff, Outcome, Reply } from '../../contracts/reply.ts';
import type { Became, WithSupport } from '../../domain/follow-up.ts';
import type { Text } from '../../domain/message.ts';
import type { Made } from '../../domain/news.ts';
import type { ProvenCaller } from '../../domain/verification.ts';
import * as messages from '../messages.ts';
import { silenceOf } from './silence.ts';

/** At most so many replies are given by one intent. */
export const MOST_REPLIES = 50;

/** What a reply adds to who gives it. */
export interface Said<K extends IntentKind> {
  readonly say: string;
  readonly facts?: Facts[K];
}

/** How an intent ends. */
export interface Ending<K extends IntentKind> extends Said<K> {
  readonly outcome: Outcome;
  readonly handoff?: Handoff;
  /** What was made, of which the tenant's own systems are told. */
  readonly made?: Made;
  /** What has become of the request, where that is more than outcome and reason say. */
  readonly became?: Became;
  /** What is written to the caller of it, where the script has words of its own. */
  readonly message?: EndMessage;
}

/** A message on how an intent ended. */
export interface EndMessage {
  readonly text: Text;
  /** Which of the contacts on file. */
  readonly contact?: string;
  /** It is sent to those as well who did not have to wait for a person. */
  readonly always?: true;
}

/** The caller did not answer, or hung up. Thrown by a question, caught by the stage. */
export class CallerGone extends Error {}

/** The conversation went in circles. Thrown by a question, caught by the stage. */
export class TooManyTurns extends Error {}

/** A reply that waits for its answer. */
interface Question {
  readonly turn: number;
  readonly expects: Expectation;
  heard?: Answer;
}

/** The numbered replies of one intent, and the handlers through which the agent reaches them. */
export interface Conversation<K extends IntentKind> {
  /** Gives the next reply and waits for its answer. */
  ask(question: Said<K> & { expects: Expectation }): Promise<Answer>;
  /** Gives a reply that waits for a person, not for the caller. */
  hold(said: Said<K>): void;
  /** Gives the last reply. */
  end(ending: Ending<K>): messages.GivenReply<K>;
  /** Every reply from here on says who the caller is. */
  prove(who: ProvenCaller): void;
  proven(): ProvenCaller | undefined;
  /** What is true to say while the next reply is owed. */
  workingOn(say: string): void;
  latest(): messages.GivenReply<K> | undefined;
  /** What the caller was told so far, the latest last. */
  said(): readonly messages.SaidLine[];
  /** Whether the caller was ever told to wait for somebody else. */
  hasHeld(): boolean;
  /** Registers what a cancel by the agent does. */
  onCancel(act: () => void): void;
  /** Has what was heard until now counted as kept, once `something` has come that cannot come before it is. */
  keptBy<T>(something: Promise<T>): Promise<T>;
  /** Whether what was heard last is, as far as is known, in no history yet: an Update is once its Workflow task has ended. */
  isUnkept(): boolean;
}

/** Opens the conversation: sets every handler of the turn protocol (DESIGN.md) before the first `await`. */
export function openConversation<K extends IntentKind>(
  start: messages.IntentStart<K>,
  working: string,
  { changed, withSupport }: { changed: () => void; withSupport: () => WithSupport | undefined },
): Conversation<K> {
  const replies: messages.GivenReply<K>[] = [];
  const lines: messages.SaidLine[] = [];
  const bodies = new Map([[start.asked.key, start.asked.body]]);
  const silence = silenceOf(start.policy.silenceSeconds);
  let open: Question | undefined;
  let proven: messages.GivenReply['proven'];
  let facts: Facts[K] = {};
  let workingNow = working;
  let callEnded = false;
  let canceled = false;
  let updates = 0;
  let kept = 0;
  let cancel: () => void = () => undefined;

  const latest = () => replies.at(-1);
  const ended = () => latest()?.status === 'done';
  const refuse = (type: messages.RefusalType, about: Partial<messages.Refusal> = {}) => {
    const last = latest();
    const details: messages.Refusal = { ...(last && { latest: last }), ...about };
    return ApplicationFailure.create({ type, message: type, nonRetryable: true, details: [details] });
  };
  // Handlers outlive a cancel: whoever was heard is owed the last reply.
  const waitFor = (number: number) =>
    CancellationScope.nonCancellable(() => condition(() => replies.length >= number || ended()));
  const answered = (number: number, asked: messages.Asked): messages.Answered => ({
    reply: (replies[number - 1] ?? latest()) as messages.GivenReply,
    asked,
  });

  function checkKey({ key, body }: messages.Asked): void {
    if (ended()) throw refuse('intent-done');
    const known = bodies.get(key);
    if (known !== undefined && known !== body) throw refuse('idempotency-key-reused');
  }

  setHandler(
    messages.turn,
    async ({ turn, answer, asked }) => {
      bodies.set(asked.key, asked.body);
      if (open) open.heard = answer;
      updates += 1;
      await waitFor(turn + 1);
      return answered(turn + 1, asked);
    },
    {
      validator: ({ turn, kind, answer, hearUntil, asked }) => {
        checkKey(asked);
        if (open === undefined || open.turn !== turn || open.heard) throw refuse('turn-conflict');
        // Refused late: what was "not heard" may be heard for a while, and is never carried out by itself minutes later.
        if (Date.now() > hearUntil) throw refuse('not-heard');
        if (kind !== open.expects.kind) throw refuse('wrong-answer-kind');
        const misfit = misfitOf(answer, open.expects);
        if (misfit) throw refuse('invalid-request', misfit);
      },
    },
  );
  setHandler(
    messages.cancel,
    async ({ asked }) => {
      bodies.set(asked.key, asked.body);
      canceled = true;
      updates += 1;
      cancel();
      await CancellationScope.nonCancellable(() => condition(ended));
      return answered(MOST_REPLIES, asked);
    },
    {
      validator: ({ hearUntil, asked }) => {
        checkKey(asked);
        if (Date.now() > hearUntil) throw refuse('not-heard');
      },
    },
  );
  setHandler(
    messages.reply,
    async (number) => {
      await waitFor(number);
      return answered(number, start.asked);
    },
    {
      validator: (number) => {
        if (number > replies.length + 1) throw refuse('turn-ahead', standing());
      },
    },
  );
  function standing(): messages.Standing {
    const last = latest();
    const owed =
      last === undefined || (last.status === 'asking' && (open === undefined || open.heard !== undefined));
    const support = withSupport();
    return {
      ...(last && { latest: last as messages.GivenReply }),
      ...{ owed, working: workingNow },
      ...(support && { support }),
    };
  }
  setHandler(messages.standing, standing);
  setHandler(messages.callEnded, () => {
    callEnded = true;
  });

  function give(
    status: Reply['status'],
    said: Said<K>,
    more: Partial<Reply<K>> = {},
  ): messages.GivenReply<K> {
    facts = said.facts ?? facts;
    const { intentId, intent, reference, language } = start;
    const turn = replies.length + 1;
    const about = { intentId, intent, reference, turn, status, say: said.say, language, facts };
    replies.push({ ...about, ...(proven && { proven }), ...more });
    lines.push({ at: new Date().toISOString(), turn, say: said.say });
    workingNow = working;
    changed();
    return replies[turn - 1] as messages.GivenReply<K>;
  }

  return {
    async ask({ expects, ...said }) {
      throwIfCanceled();
      if (callEnded) throw new CallerGone();
      if (replies.length >= MOST_REPLIES - 1) throw new TooManyTurns();
      const { turn } = give('asking', said, { expects });
      const question: Question = { turn, expects };
      open = question;
      try {
        silence.begin();
        await condition(() => question.heard !== undefined || callEnded || silence.isOver());
      } finally {
        open = undefined;
      }
      if (question.heard === undefined) throw new CallerGone();
      return question.heard;
    },
    hold: (said) => {
      give('with_support', said);
    },
    end: ({ outcome, handoff, ...said }) => give('done', said, { outcome, ...(handoff && { handoff }) }),
    workingOn: (say) => {
      workingNow = say;
    },
    prove: (who) => {
      proven = { ...who, call: start.call };
    },
    proven: () => proven,
    latest,
    said: () => lines,
    async keptBy(something) {
      const heard = updates;
      const came = await something;
      kept = Math.max(kept, heard);
      return came;
    },
    isUnkept: () => updates > kept,
    hasHeld: () => replies.some(({ status }) => status === 'with_support'),
    onCancel: (act) => {
      cancel = act;
      // One that came with the start, before there was anything to cancel.
      if (canceled) act();
    },
  };
}

/** Nothing new is asked once a cancel was heard. */
export function throwIfCanceled(): void {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Canceled');
}

/** What the agent, not the caller, got wrong about an answer of the right kind. */
function misfitOf(answer: Answer, expects: Expectation): messages.Refusal | undefined {
  if (expects.kind === 'choice' && !expects.options.some(({ id }) => id === answer.choice))
    return { pointer: '/answer/choice', detail: 'Must be the id of one of the options.' };
  if (expects.kind === 'one_time_code' && answer.resend && !expects.channels.includes(answer.resend))
    return { pointer: '/answer/resend', detail: 'Must be one of the channels.' };
  return undefined;
}
