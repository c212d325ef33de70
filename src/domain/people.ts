import type { StaffRole } from './staff.ts';
import type { TaskKind } from './task.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** When support works, in the tenant's time zone: from and to, `HH:MM`, of each weekday that is worked; to may be `24:00`. */
export type BusinessHours = Partial<Readonly<Record<Weekday, readonly [from: string, to: string]>>>;

export type TaskPriority = 'urgent' | 'high' | 'normal';

/** What is agreed for one kind of task. Minutes are of business hours, where the tenant sets them. */
export interface TaskTerms {
  readonly priority: TaskPriority;
  /** The least role that may decide. */
  readonly role: StaffRole;
  /** From its opening until it is due: then it moves to the second queue. */
  readonly dueMinutes: number;
  /** How long before it is due those who look after it are reminded. */
  readonly remindMinutes: number;
  /**
   * From its opening until it is too late: what was asked for is not done then. Absent where it waits for ever; only what a
   * caller asked for can be too late.
   */
  readonly expireMinutes?: number;
}

/** A tenant's rules on who decides what, and by when. */
export interface PeoplePolicy {
  readonly hours?: BusinessHours;
  readonly terms: Readonly<Record<TaskKind, TaskTerms>>;
  /** What a role may approve alone, by currency, in minor units; a role or currency that is absent has no limit. */
  readonly limits: Partial<Readonly<Record<StaffRole, Readonly<Record<string, number>>>>>;
  /** Above this, by currency, two different people have to approve. */
  readonly secondAbove: Readonly<Record<string, number>>;
  /** How long a claim holds without being renewed. */
  readonly claimSeconds: number;
}

/** Where and by which rules a Workflow's tasks are kept. */
export interface PeopleSettings {
  readonly policy: PeoplePolicy;
  readonly timeZone: string;
}
