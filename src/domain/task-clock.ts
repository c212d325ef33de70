import { afterBusinessMinutes } from './business-hours.ts';
import type { PeopleSettings, TaskPriority } from './people.ts';
import { type HumanTask, type TaskKind, withEvent } from './task.ts';

/** What is still to come of a task by the clock alone; RFC 3339. */
export interface TaskMoments {
  readonly remind?: string;
  readonly escalate?: string;
  readonly expire?: string;
}

/** What has just come. */
export type Passed = 'reminded' | 'escalated' | 'expired';

/** Only what a caller asked for may be too late: what happened to money is somebody's to settle, however late. */
const expiring: readonly TaskKind[] = [
  'approve_refund',
  'approve_change',
  'approve_discount',
  'verify_caller',
];

const raised: Record<TaskPriority, TaskPriority> = { normal: 'high', high: 'urgent', urgent: 'urgent' };

/**
 * When a task that is opened `now` (milliseconds since 1970) is due, what comes before, and what after. `due` (RFC 3339)
 * is a deadline of its own: the earlier of the two counts.
 */
export function momentsOf(
  kind: TaskKind,
  now: number,
  { policy, timeZone }: PeopleSettings,
  due?: string,
): TaskMoments & { readonly escalate: string } {
  const { dueMinutes, remindMinutes, expireMinutes } = policy.terms[kind];
  const after = (minutes: number) => afterBusinessMinutes(now, minutes, { hours: policy.hours, timeZone });
  const own = due === undefined ? Number.POSITIVE_INFINITY : Math.max(now, Date.parse(due));
  const escalate = Math.min(after(dueMinutes), own);
  const remind = Math.min(after(Math.max(dueMinutes - remindMinutes, 0)), own - remindMinutes * 60_000);
  return {
    escalate: written(escalate),
    // Whoever is told that it has come is not reminded that it will.
    ...(remind > now && remind < escalate && { remind: written(remind) }),
    ...(expireMinutes !== undefined && expiring.includes(kind) && { expire: written(after(expireMinutes)) }),
  };
}

/** The next moment at which something comes, in milliseconds since 1970; undefined where nothing will. */
export function nextMoment({ remind, escalate, expire }: TaskMoments): number | undefined {
  const all = [remind, escalate, expire]
    .filter((moment) => moment !== undefined)
    .map((moment) => Date.parse(moment));
  return all.length > 0 ? Math.min(...all) : undefined;
}

/** A task after all that has come by `now`, in milliseconds since 1970. */
export function passedBy(
  task: HumanTask,
  moments: TaskMoments,
  now: number,
): { task: HumanTask; moments: TaskMoments; passed: readonly Passed[] } {
  const hasCome = (moment: string | undefined) => moment !== undefined && Date.parse(moment) <= now;
  const { remind, escalate, expire } = moments;
  if (hasCome(expire))
    return { task: withEvent(task, { what: 'expired' }, now), moments: {}, passed: ['expired'] };
  let after = task;
  const passed: Passed[] = [];
  if (hasCome(remind)) {
    after = withEvent(after, { what: 'reminded' }, now);
    passed.push('reminded');
  }
  if (hasCome(escalate)) {
    const second = { ...after, queue: 'escalation', priority: raised[after.priority] } as const;
    after = withEvent(second, { what: 'escalated' }, now);
    passed.push('escalated');
  }
  const left = {
    ...(remind !== undefined && !hasCome(remind) && !hasCome(escalate) && { remind }),
    ...(escalate !== undefined && !hasCome(escalate) && { escalate }),
    ...(expire !== undefined && { expire }),
  };
  return { task: after, moments: left, passed };
}

function written(moment: number): string {
  return new Date(moment).toISOString();
}
