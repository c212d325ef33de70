import { isObject, unwrapped } from './by-hand.ts';
import type { Money } from './money.ts';
import type { Payment } from './payment.ts';
import type { TaskPriority } from './people.ts';
import type { Staff, StaffRole } from './staff.ts';

/** How long nobody may know what happened before a person is asked. */
export const TASK_AFTER_MILLISECONDS = 120_000;

/** Noted where a decision was on what is shown no more. */
export const LOOK_AGAIN = 'What was shown has changed since: look again.';

/** What only a person may decide. */
export const taskKinds = [
  'approve_refund',
  'failed_refund',
  'difference',
  'unknown_refund',
  'approve_change',
  'unknown_change',
  'approve_discount',
  'unknown_discount',
  'lift_lockout',
  'verify_caller',
  'resolve_dispute',
  'unknown_dispute',
] as const;

export type TaskKind = (typeof taskKinds)[number];

/** Where a task waits: it moves to the second queue once it is overdue, or where somebody moves it. */
export const taskQueues = ['support', 'escalation'] as const;

export type TaskQueue = (typeof taskQueues)[number];

/**
 * What a person can say. `approve` and `refuse` settle most; a dispute is settled by `refund`, `submit_evidence`,
 * `accept` or `refuse`; `contact` writes to the caller and leaves the task open.
 */
export const taskVerdicts = ['approve', 'refuse', 'refund', 'submit_evidence', 'accept', 'contact'] as const;

export type TaskVerdict = (typeof taskVerdicts)[number];

/** What has happened to a task. */
export type TaskEventKind =
  | 'opened'
  | 'changed'
  | 'reminded'
  | 'escalated'
  | 'claimed'
  | 'taken_over'
  | 'released'
  | 'moved'
  | 'noted'
  | 'approved_once'
  | 'approval_void'
  | 'asked_caller'
  | 'caller_said'
  | 'not_carried_out'
  | 'decided'
  | 'expired'
  | 'withdrawn';

export interface TaskEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly what: TaskEventKind;
  readonly by?: Staff;
  readonly text?: string;
  readonly amount?: Money;
}

/** A lease: it holds until then, and is renewed by claiming again. */
export interface TaskClaim {
  readonly by: Staff;
  readonly since: string;
  readonly until: string;
}

/** A yes that does not suffice yet. It counts for that version and amount only. */
export interface TaskVote {
  readonly by: Staff;
  readonly at: string;
  readonly reason: string;
  readonly amount?: Money;
}

/** What the one who decides has to know; as it was when the task was opened or changed. */
export interface TaskAbout {
  readonly customer?: { readonly id: string; readonly name?: string };
  readonly payment?: Payment;
  /** How sure it is who called, and by which facts, a code or a token of an earlier intent it was proved. */
  readonly caller?: {
    readonly level: 'matched' | 'verified' | 'authenticated';
    readonly how: readonly string[];
  };
  /** The limits of the policy that ask for a person, and what was measured against them, in plain words. */
  readonly rule?: string;
  readonly dispute?: DisputeShown;
  /** What a yes will do, in plain words. */
  readonly effect?: string;
}

/** A dispute of a payment, as the one who decides on it sees it. */
export interface DisputeShown {
  readonly dispute: string;
  /** An inquiry has taken no money yet, and may be refunded. */
  readonly stage: 'inquiry' | 'chargeback';
  readonly status: string;
  readonly reason: string;
  readonly amount: Money;
  /** Until when evidence is taken, RFC 3339; absent where Stripe names no time. */
  readonly dueBy?: string;
  /** What would be submitted: Stripe's fields of evidence, and their text. */
  readonly evidence?: Readonly<Record<string, string>>;
  readonly submitted: boolean;
}

/** A decision that a person has to take; it lives in the Workflow that waits for it. Times are RFC 3339. */
export interface HumanTask {
  /** Names the task within its Workflow. */
  readonly task: string;
  readonly kind: TaskKind;
  /** Why a person is asked: a reason's code. */
  readonly reason: string;
  /** What is to be decided, for a person to read. */
  readonly summary: string;
  /** Why the caller wants it, as the agent heard it. */
  readonly said?: string;
  readonly reference: string;
  readonly payment?: string;
  readonly amount?: Money;
  /** Whether only the whole amount can be approved. */
  readonly whole?: boolean;
  /** The currency of the amount that an approval has to name, where none was asked for. */
  readonly amountIn?: string;
  readonly verdicts: readonly TaskVerdict[];
  readonly about: TaskAbout;
  /** Counts up when what is shown changes. */
  readonly version: number;
  /** Counts up with each event: of two views of a task the newer one has more, where both are of the same opening. */
  readonly changes: number;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly expiresAt?: string;
  readonly priority: TaskPriority;
  readonly queue: TaskQueue;
  /** The least role that may decide. */
  readonly role: StaffRole;
  readonly claim?: TaskClaim;
  /** How many different people have to approve: one, or two. */
  readonly needed: 1 | 2;
  readonly votes: readonly TaskVote[];
  /** What has happened to it, the latest last; the first ones are left out where they are too many. */
  readonly events: readonly TaskEvent[];
}

/** A task that was settled, and by whom: absent where it was withdrawn or ran out. */
export interface TaskDone {
  readonly task: HumanTask;
  readonly at: string;
  readonly verdict: TaskVerdict | 'expired' | 'withdrawn';
  readonly by?: Staff;
}

/** A task in a list: what of it stands in the Workflow's memo under `tasks`. */
export type TaskRow = Pick<
  HumanTask,
  | 'task'
  | 'kind'
  | 'reason'
  | 'summary'
  | 'reference'
  | 'amount'
  | 'version'
  | 'changes'
  | 'openedAt'
  | 'dueAt'
  | 'expiresAt'
  | 'priority'
  | 'queue'
  | 'claim'
  | 'needed'
> & { readonly votes: number };

/** A person's decision. `amount` approves less than was asked for, or what they grant. */
export interface PersonsDecision {
  readonly task: string;
  /** `expired`: nobody has decided in time. */
  readonly verdict: TaskVerdict | 'expired';
  readonly amount?: Money;
  /** For `contact` what is written to the caller. */
  readonly reason: string;
  readonly version?: number;
}

/** A decision as it arrived by Signal, of what version of the task. */
export type ArrivedDecision = PersonsDecision & { readonly verdict: TaskVerdict; readonly version: number };

/** Reads whatever arrived as a decision. Never throws: what is malformed comes back as a line that says so. */
export function readDecision(arrived: unknown): ArrivedDecision | string {
  const given = unwrapped(arrived);
  if (!isObject(given)) return 'The decision is not an object.';
  const { task, verdict, amount, reason, version } = given;
  if (typeof task !== 'string') return 'The decision names no task.';
  if (!isVerdict(verdict)) return `The verdict is none of ${taskVerdicts.join(', ')}.`;
  if (typeof reason !== 'string' || reason.trim() === '') return 'The decision gives no reason.';
  if (amount !== undefined && !isMoney(amount))
    return 'The amount is not { "value": 4250, "currency": "usd" }.';
  if (typeof version !== 'number')
    return 'The decision names no version: it may be on what was shown before.';
  return { task, verdict, reason: reason.slice(0, 500), version, ...(amount !== undefined && { amount }) };
}

function isVerdict(value: unknown): value is TaskVerdict {
  return taskVerdicts.some((verdict) => verdict === value);
}

function isMoney(value: unknown): value is Money {
  return (
    isObject(value) &&
    Number.isSafeInteger(value['value']) &&
    (value['value'] as number) > 0 &&
    typeof value['currency'] === 'string'
  );
}

/** More events than these are not kept of one task. */
const MOST_EVENTS = 100;

/** A task with what has happened to it; `now` in milliseconds since 1970. */
export function withEvent(task: HumanTask, event: Omit<TaskEvent, 'at'>, now: number): HumanTask {
  const happened = { at: new Date(now).toISOString(), ...event };
  return { ...task, changes: task.changes + 1, events: [...task.events, happened].slice(-MOST_EVENTS) };
}

/** A task as a list shows it. */
export function rowOf(task: HumanTask): TaskRow {
  const { kind, reason, summary, reference, amount, version, changes, openedAt, dueAt, expiresAt } = task;
  const { priority, queue, claim, needed, votes } = task;
  return {
    ...{ task: task.task, kind, reason, summary, reference, version, changes, openedAt, dueAt },
    ...(amount && { amount }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(claim && { claim }),
    ...{ priority, queue, needed, votes: votes.length },
  };
}

/** What a person has asked the caller last, and they have not answered yet; undefined where there is nothing. */
export function lastAsked({ events }: Pick<HumanTask, 'events'>): string | undefined {
  const last = events.findLast(({ what }) => what === 'asked_caller' || what === 'caller_said');
  return last?.what === 'asked_caller' ? last.text : undefined;
}

/** What came in about a task and was not carried out, the latest last. */
export function notCarriedOut({ events }: Pick<HumanTask, 'events'>): string[] {
  return events.flatMap(({ what, text }) => (what === 'not_carried_out' && text !== undefined ? [text] : []));
}
