import { expect } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { LaneEntry, Settlement } from '../../src/domain/lane.ts';
import { tasks } from '../../src/workflows/messages.ts';
import type { useSkippedTime } from '../support/time.ts';
import type { Trouble } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';

/** A write that is decided and not handed over yet, and all that a test needs to see what becomes of it. */
export interface Decided {
  readonly entry: LaneEntry;
  enter(): Promise<WorkflowHandle>;
  /** What Stripe does meanwhile. */
  readonly faults: readonly object[];
  isMade(): Promise<boolean>;
  keysSent(): Promise<readonly unknown[]>;
}

/** What came of it. */
interface Ended {
  readonly answer: Settlement | undefined;
  /** Expects as many requests as the lane had this Activity send. */
  hasSentBy(activity: string): Promise<void>;
}

/** The story of a write of which nobody knows what became, on skipped time. */
export function troubleStoryOn(time: ReturnType<typeof useSkippedTime>) {
  const { told, ended } = laneOn(time);

  /** From the faults to the end of the lane, with a person where one has to decide, whose task is of a kind. */
  return async function play(
    trouble: Trouble,
    { entry, enter, faults, isMade, keysSent }: Decided,
    kind: string,
  ): Promise<Ended> {
    const { id } = entry.decision;
    const ordered = faults.map((fault) => time.control<{ id: string }>('POST', '/faults', fault));
    const struck = await Promise.all(ordered);
    const lane = await enter();
    if (trouble.mendedAfter !== undefined) {
      await until('it was sent', async () => (await keysSent()).length > 0);
      await time.environment().sleep(trouble.mendedAfter);
      expect(await isMade()).toBe(trouble.made);
      expect(told(entry)).toEqual([{ decision: id, kind: 'unknown' }]);
      if (trouble.clock !== undefined) await time.control('POST', '/clock', { advance: trouble.clock });
      for (const fault of struck) await time.control('DELETE', `/faults/${fault.id}`);
    }
    if (trouble.person !== undefined) {
      await time.environment().sleep('20m');
      const [open] = await lane.query(tasks);
      expect(open).toMatchObject({ task: id, kind, reason: trouble.person });
      expect(await isMade()).toBe(false);
      const yes = { task: id, verdict: 'approve', version: open?.version, reason: 'looked at it' };
      await lane.signal('decide', yes);
    }
    await ended(lane);

    expect(await isMade()).toBe(true);
    const answers = told(entry);
    expect(answers.slice(0, -1).filter((one) => one.kind !== 'unknown')).toEqual([]);
    const { events } = await lane.fetchHistory();
    return {
      answer: answers.at(-1),
      // Neither the engine nor Stripe’s client repeats a send by itself, but for a connection that was closed.
      async hasSentBy(activity) {
        const all = (events ?? []).map(
          (event) => event.activityTaskScheduledEventAttributes?.activityType?.name,
        );
        const sends = all.filter((name) => name === activity).length;
        expect(await keysSent()).toHaveLength(sends + (trouble.repeatedByClient ?? 0));
      },
    };
  };
}
