import {
  ActivityFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  log,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { IntentKind } from '../../contracts/intent.ts';
import { expectedBy } from '../../domain/expected-answer.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { Catalogue } from '../../speech/catalogue.ts';
import { speechIn } from '../../speech/index.ts';
import type { GivenReply, IntentStart } from '../messages.ts';
import { openSupport, type Support, type TaskShown } from '../people/support.ts';
import { taskFor, withSupport } from './asking.ts';
import { showStanding } from './board.ts';
import { type Caller, callerIn } from './caller.ts';
import {
  CallerGone,
  type Conversation,
  type Ending,
  openConversation,
  TooManyTurns,
  throwIfCanceled,
} from './conversation.ts';
import { type Guarding, openGuarding } from './guarding.ts';
import { handOff } from './handoff.ts';
import { heedingIn, SensitiveWordHeard } from './heeding.ts';
import { openSettling, type Settling } from './settling.ts';
import { tellTenant, writeQuestion, writeToCaller } from './telling.ts';

/** Who and what a script has around it. */
export interface Stage<K extends IntentKind> {
  readonly start: IntentStart<K>;
  readonly caller: Caller<K>;
  readonly support: SupportOnStage<K>;
  readonly lane: Settling;
  readonly guard: Guarding;
  readonly words: Catalogue;
}

/** People, seen from a script: what the caller hears meanwhile goes with the question. */
interface SupportOnStage<K extends IntentKind> extends Pick<Support, 'notCarriedOut'> {
  decide(
    shown: Omit<TaskShown, 'reference' | 'said'> & Parameters<Conversation<K>['hold']>[0],
  ): ReturnType<Support['decide']>;
}

/** Performs the script of an intent to its last reply, which is the Workflow's result. */
export async function perform<K extends IntentKind>(
  start: IntentStart<K>,
  script: (stage: Stage<K>) => Promise<Ending<K>>,
): Promise<GivenReply<K>> {
  const words = speechIn(start.language);
  const show = () => showStanding(start, conversation.latest() as GivenReply | undefined, support);
  const { tenant, policy, timeZone } = start;
  const support = openSupport({
    ...{ tenant, people: { policy: policy.people, timeZone }, notifies: start.notifies ?? false },
    changed: () => show(),
    ask: (task, text) => writeQuestion(start, task, { addressee: caller.addressee(), text }),
    said: () => conversation.said(),
  });
  const conversation = openConversation(start, words.stage.working(), {
    changed: () => show(),
    withSupport: () => withSupport(support),
  });
  const settling = openSettling(tenant, () => start.language);
  const lane: Settling = {
    settle: (...handed) => conversation.keptBy(settling.settle(...handed)),
  };
  const guard = openGuarding(start);
  support.listen();
  const heed = heedingIn(start);
  const caller = callerIn(conversation, heed);
  const stage: Stage<K> = {
    start,
    words,
    lane,
    guard,
    caller,
    support: {
      notCarriedOut: support.notCarriedOut,
      decide: async ({ say, facts, ...shown }) => {
        throwIfCanceled();
        const task = await taskFor(start, caller, shown);
        throwIfCanceled();
        const decided = support.decide(task, ({ dueAt }) => {
          const by = expectedBy(dueAt, Date.now(), timeZone);
          const answerBy = by ? ` ${words.support.answerBy(by)}` : '';
          conversation.hold({ say: `${say}${answerBy}`, ...(facts && { facts }) });
        });
        return conversation.keptBy(decided);
      },
    },
  };

  // The script alone can be canceled: by the agent through this scope, by the Temporal UI through its parent.
  const scope = new CancellationScope();
  conversation.onCancel(() => scope.cancel());
  let canceled = false;
  const ending = await scope
    .run(() => {
      heed(start.details.reason);
      heed(start.details.promise);
      return script(stage);
    })
    .catch((error: unknown) => {
      canceled = isCancellation(error);
      return endingOf(error, stage);
    });
  return CancellationScope.nonCancellable(async () => {
    const last = conversation.end(ending);
    upsertSearchAttributes([{ key: searchAttributes.outcome, value: ending.outcome }]);
    // A read may be under way still. Should it end just now, the server takes no closing Workflow task, and loses the
    // Update with it that the task answered: the cancel is answered in a task of its own.
    if (canceled) await sleep(1);
    await support.said();
    await writeToCaller(start, ending, {
      addressee: caller.addressee(),
      waited: conversation.hasHeld(),
      isUnkept: !canceled && conversation.isUnkept(),
    });
    await tellTenant(start, last as GivenReply, ending.made);
    await condition(allHandlersFinished);
    return last;
  });
}

/** What an interrupted script ends with. What is no interruption is a fault of ours, and left to the engine. */
function endingOf<K extends IntentKind>(error: unknown, { words, start }: Stage<K>): Ending<K> {
  if (isCancellation(error)) return { outcome: 'abandoned', say: words.stage.canceled() };
  if (error instanceof CallerGone) return { outcome: 'abandoned', say: words.stage.silence() };
  if (error instanceof SensitiveWordHeard)
    return {
      outcome: 'escalated',
      say: words.stage.handedOver(),
      handoff: handOff(start, 'sensitive_words'),
    };
  if (error instanceof TooManyTurns)
    return { outcome: 'failed', say: words.stage.tooManyTurns(), handoff: handOff(start, 'too_many_turns') };
  if (error instanceof ActivityFailure) {
    log.warn('An Activity gave up', { activityType: error.activityType, reference: start.reference });
    return { outcome: 'failed', say: words.stage.failed(), handoff: handOff(start, 'not_available') };
  }
  throw error;
}
