import { CancellationScope, condition, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import { OPEN_MILLISECONDS, type TryAnswer, type TryRequest, type TryResult } from '../../domain/guard.ts';
import { granted, type IntentStart, locked, spent } from '../messages.ts';
import { local } from '../proxies.ts';
import { ahead } from './ahead.ts';

/** A guess that wrong callers could make again and again, were it not counted. */
export interface Guess<Answer, Right> {
  /** Absent: facts are guessed. */
  readonly kind?: 'code';
  /** The guards that count it, in their order. */
  guards(): Promise<readonly string[]>;
  /** The question, which is asked while the try is being reserved. Undefined: nothing was guessed. */
  ask(): Promise<Answer | undefined>;
  /** Whether it was right: what it opens, or undefined. Called only once every guard has granted the try. */
  judge(answer: Answer): Promise<Right | undefined>;
}

/** What a guess came to. */
export type Tried<Right> =
  | { readonly kind: 'right'; readonly right: Right }
  | { readonly kind: 'wrong' | 'locked_out' | 'unanswered' };

/** The way to the guards, and their answers. */
export interface Guarding {
  attempt<Answer, Right>(guess: Guess<Answer, Right>): Promise<Tried<Right>>;
  /** Whether a one-time code may be sent. One that may counts as sent. */
  mayBeSent(guards: readonly string[]): Promise<TryAnswer>;
}

/** Asking again is harmless, and finds an answer that did not arrive or a guard that was ended from outside. */
const PATIENCE_MILLISECONDS = 30_000;
/** A reservation this old may be counted as a failure before its report arrives. */
const STALE_MILLISECONDS = OPEN_MILLISECONDS - 30_000;

/** Sets the handlers of the Signals `granted` and `locked`, which the guards answer by. */
export function openGuarding({ tenant, intentId, reference, policy }: IntentStart): Guarding {
  const answers = new Map<string, { answer: TryAnswer; at: number }>();
  let reservations = 0;
  const hear = (answer: TryAnswer) => (request: TryRequest) => {
    if (!isByHand(request)) answers.set(request.reservation, { answer, at: Date.now() });
  };
  setHandler(granted, hear('granted'));
  setHandler(locked, hear('locked'));
  setHandler(spent, hear('spent'));

  return {
    async attempt({ kind, guards, ask, judge }) {
      const reservation = reserveWith(guards, kind);
      try {
        const answer = await ask();
        if (answer === undefined) return { kind: 'unanswered' };
        if ((await reservation.answer()) !== 'granted') return { kind: 'locked_out' };
        const right = await judge(answer);
        await reservation.report(right === undefined ? 'wrong' : 'right');
        return right === undefined ? { kind: 'wrong' } : { kind: 'right', right };
      } finally {
        await reservation.report('unanswered');
      }
    },

    async mayBeSent(guards) {
      const reservation = reserveWith(async () => guards, 'sending');
      const answer = await reservation.answer();
      // The guards before the one that was against it have let it out already.
      if (answer !== 'granted') await reservation.report('unanswered');
      return answer;
    },
  };

  /** A try that is being reserved from now on, with whatever guards turn out to count it. */
  function reserveWith(guards: () => Promise<readonly string[]>, kind?: TryRequest['kind']) {
    let sent: TryRequest | undefined;
    let isOver = false;
    let reserved = ahead(reserve);

    async function reserve(): Promise<TryRequest | undefined> {
      const counting = await guards();
      if (isOver) return undefined;
      reservations += 1;
      sent = {
        ...(kind && { kind }),
        reservation: `${intentId}-${reservations}`,
        replyTo: workflowInfo().workflowId,
        reference,
        guards: counting,
        policy: policy.guard,
      };
      return send(sent);
    }

    async function send(request: TryRequest): Promise<TryRequest> {
      await local.reserveTry({ tenant, guard: request.guards[0] ?? '', request });
      return request;
    }

    return {
      /** Waits as long as others may take who try at the same time. */
      async answer(): Promise<TryAnswer> {
        for (;;) {
          const request = await reserved();
          if (!request) return 'locked';
          const { reservation } = request;
          if (!(await condition(() => answers.has(reservation), PATIENCE_MILLISECONDS))) {
            await send(request);
            continue;
          }
          const { answer, at } = answers.get(reservation) ?? { answer: 'locked', at: 0 };
          if (answer !== 'granted' || Date.now() - at < STALE_MILLISECONDS) return answer;
          // The caller took so long that it counts as a failure by now: another is needed.
          reserved = ahead(reserve);
        }
      },

      /** Tells the guards, once; no cancel keeps it from them. */
      async report(result: TryResult): Promise<void> {
        if (isOver) return;
        isOver = true;
        const request = sent;
        if (!request) return;
        await CancellationScope.nonCancellable(() =>
          local.reportTry({ tenant, report: { ...request, result } }),
        );
      },
    };
  }
}
