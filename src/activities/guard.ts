import type { SignalDefinition } from '@temporalio/client';
import type { TryAnswer, TryReport, TryRequest } from '../domain/guard.ts';
import { workflowIds } from '../domain/ids.ts';
import { granted, lift, locked, report, reserve, spent } from '../workflows/messages.ts';
import { signalWithStart } from './signal-with-start.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

const answers = { granted, locked, spent } satisfies Record<TryAnswer, unknown>;

type Needed = Pick<World, 'temporal' | 'taskQueue' | 'people'>;

export function guardActivities({ temporal, taskQueue, people }: Needed) {
  async function say<T extends TryRequest>(
    signal: SignalDefinition<[T]>,
    tenant: string,
    guard: string,
    said: T,
  ): Promise<void> {
    await signalWithStart({ temporal, taskQueue }, 'guard', {
      tenant,
      workflowId: workflowIds.guard(tenant, guard),
      start: { tenant, guard, policy: said.policy, people: people(tenant) },
      signal,
      said: [said],
      summary: 'Counts wrong guesses across calls',
    });
  }

  return {
    /** Asks a guard to reserve a try; it passes the request on to the next. A repeat is answered again. */
    async reserveTry(of: { tenant: string; guard: string; request: TryRequest }): Promise<void> {
      await say(reserve, of.tenant, of.guard, of.request);
    },

    /** Tells all its guards what a try came to; a repeat changes nothing. */
    async reportTry({ tenant, report: said }: { tenant: string; report: TryReport }): Promise<void> {
      await Promise.all(said.guards.map((guard) => say(report, tenant, guard, said)));
    },

    /** Tells an intent whether it may try; false where it has ended. */
    async answerTry(of: { request: TryRequest; answer: TryAnswer }): Promise<boolean> {
      return tell(temporal, of.request.replyTo, answers[of.answer], of.request);
    },

    /** Lifts a caller's lock-out at these guards as well. One that does not run has nothing to lift. */
    async liftLock(of: { tenant: string; guards: readonly string[]; reference: string }): Promise<void> {
      const { tenant, guards, reference } = of;
      await Promise.all(
        guards.map((guard) => tell(temporal, workflowIds.guard(tenant, guard), lift, { reference })),
      );
    },
  };
}
