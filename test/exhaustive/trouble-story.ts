import { expect } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { LaneEntry, Settlement } from '../../src/domain/lane.ts';
import { tasks } from '../../src/workflows/messages.ts';
import type { useSkippedTime } from '../support/time.ts';
import { faultsAt, type Trouble } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';

/** A write that is decided and not handed over yet, and all that a test needs to see what becomes of it. */
export interface Decided {
  readonly entry: LaneEntry;
  enter(): Promise<WorkflowHandle>;
  /** The requests that send it, and those that look for it. */
  readonly struck: Parameters<typeof faultsAt>[1];
  isMade(): Promise<boolean>;
  keysSent(): Promise<readonly unknown[]>;
}

/** The story of a write of which nobody knows what became, on skipped time. */
export function troubleStoryOn(time: ReturnType<typeof useSkippedTime>) {
  const { told, ended } = laneOn(time);

  /** From the faults to the end of the lane, with a person where one has to decide. Returns what was answered at last. */
  return async function play(
    trouble: Trouble,
    { entry, enter, struck, isMade, keysSent }: Decided,
    { kind, sentBy }: { kind: string; sentBy: string },
  ): Promise<Settlement | undefined> {
    const { id } = entry.decision;
    const ordered = faultsAt(trouble, struck).map((fault) =>
      time.control<{ id: string }>('POST', '/faults', fault),
    );
    const faults = await Promise.all(ordered);
    const lane = await enter();
    if (trouble.mendedAfter !== undefined) {
      await until('it was sent', async () => (await keysSent()).length > 0);
      await time.environment().sleep(trouble.mendedAfter);
      expect(await isMade()).toBe(trouble.made);
      expect(told(entry)).toEqual([{ decision: id, kind: 'unknown' }]);
      if (trouble.clock !== undefined) await time.control('POST', '/clock', { advance: trouble.clock });
      for (const fault of faults) await time.control('DELETE', `/faults/${fault.id}`);
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
    // Neither the engine nor Stripe’s client repeats a send by itself, but for a connection that was closed.
    const sends = await activities(lane, sentBy);
    expect(await keysSent()).toHaveLength(sends + (trouble.repeatedByClient ?? 0));
    return answers.at(-1);
  };
}

/** How often the lane had something done. */
async function activities(lane: WorkflowHandle, name: string): Promise<number> {
  const { events } = await lane.fetchHistory();
  const scheduled = (events ?? []).map(
    ({ activityTaskScheduledEventAttributes: of }) => of?.activityType?.name,
  );
  return scheduled.filter((one) => one === name).length;
}
