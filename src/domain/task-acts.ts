import type { Money } from './money.ts';
import type { PeoplePolicy } from './people.ts';
import { isAtLeast, isSamePerson, type Staff } from './staff.ts';
import {
  type HumanTask,
  LOOK_AGAIN,
  type PersonsDecision,
  type TaskClaim,
  type TaskDone,
  type TaskQueue,
  type TaskVerdict,
  withEvent,
} from './task.ts';
import { isSame, mayDecide, peopleNeeded, spends } from './who-decides.ts';

/** What a member of staff does to a task. */
export interface TaskAct {
  readonly task: string;
  readonly by: Staff;
  /** Keyed hash of the request that it came by; absent where it came by none. */
  readonly body?: string;
  /** Milliseconds since 1970 until which it may be heard: what its sender took for lost is not carried out later. */
  readonly hearUntil?: number;
}

/** What an act came to, with the hash of its request: the same key may come again with another. */
export type Acted<R> = R & Pick<TaskAct, 'body'>;

/** `takeOver` takes it from who holds it, and says why; `for` claims it for somebody else, which only supervisors may. */
export interface ClaimAct extends TaskAct {
  readonly takeOver?: string;
  readonly for?: Staff;
}

/** `queue` hands it to another queue. */
export interface ReleaseAct extends TaskAct {
  readonly queue?: TaskQueue;
  readonly reason?: string;
}

export interface NoteAct extends TaskAct {
  readonly text: string;
}

export interface DecisionAct extends TaskAct {
  readonly verdict: TaskVerdict;
  readonly amount?: Money;
  readonly reason: string;
  /** Of what was shown to the one who decides. */
  readonly version: number;
}

/** What became of a decision: `one_of_two` waits for a second person, `asked_caller` leaves the task open. */
export interface DecisionTaken {
  readonly state: 'decided' | 'one_of_two' | 'asked_caller';
  readonly task: HumanTask;
}

/** Why a task's validator refused an act, as `type` of its failure, which is the problem's name. */
export const taskRefusalTypes = [
  'task-done',
  'task-claimed',
  'task-changed',
  'not-allowed',
  'not-heard',
  'invalid-request',
] as const;

export type TaskRefusalType = (typeof taskRefusalTypes)[number];

/** Details of a refusal by a task's validator. */
export interface TaskRefusal {
  /** The task as it stands: with who holds it, or what has changed. */
  readonly task?: HumanTask;
  /** Who was first, and when; absent where no such task was ever open. */
  readonly done?: TaskDone;
  /** Why it is not allowed. */
  readonly why?: 'role' | 'limit' | 'same_person' | 'not_yours';
  readonly pointer?: string;
  readonly detail?: string;
}

/** An act that was refused: nothing has changed. */
export interface Refused {
  readonly refused: TaskRefusalType;
  readonly about: TaskRefusal;
}

/** The rules of the tenant, and the moment, in milliseconds since 1970. */
export interface Around {
  readonly policy: PeoplePolicy;
  readonly now: number;
}

export function isRefused(acted: object): acted is Refused {
  return 'refused' in acted;
}

/** Why an act that arrives too late is not heard; undefined where it is in time. `now` in milliseconds since 1970. */
export function tooLate({ hearUntil }: Pick<TaskAct, 'hearUntil'>, now: number): Refused | undefined {
  return hearUntil !== undefined && now > hearUntil ? refuse('not-heard', {}) : undefined;
}

function refuse(refused: TaskRefusalType, about: TaskRefusal): Refused {
  return { refused, about };
}

/** Who holds a task now; undefined where nobody does, or not any more. */
export function holderOf({ claim }: Pick<HumanTask, 'claim'>, now: number): TaskClaim | undefined {
  return claim && Date.parse(claim.until) > now ? claim : undefined;
}

/** Claims a task, renews a claim, or takes it from who holds it. */
export function claimed(task: HumanTask, act: ClaimAct, { policy, now }: Around): HumanTask | Refused {
  const { by, for: whom = by, takeOver = '' } = act;
  if (whom.id !== by.id && !isAtLeast(by.role, 'supervisor'))
    return refuse('not-allowed', { task, why: 'role' });
  const holder = holderOf(task, now);
  const since = new Date(now).toISOString();
  const until = new Date(now + policy.claimSeconds * 1_000).toISOString();
  if (holder?.by.id === whom.id) return { ...task, changes: task.changes + 1, claim: { ...holder, until } };
  const isAnothers = holder !== undefined && holder.by.id !== by.id;
  if (isAnothers && takeOver.trim() === '') return refuse('task-claimed', { task });
  const text = [whom.id === by.id ? '' : `For ${whom.name}.`, takeOver.trim()]
    .filter((said) => said !== '')
    .join(' ');
  const event = { what: isAnothers ? 'taken_over' : 'claimed', by, ...(text !== '' && { text }) } as const;
  return withEvent({ ...task, claim: { by: whom, since, until } }, event, now);
}

/** Gives a task back, or hands it to another queue. What nobody holds changes nothing but its queue. */
export function released(task: HumanTask, act: ReleaseAct, { now }: Around): HumanTask | Refused {
  const { by, queue = task.queue, reason } = act;
  const holder = holderOf(task, now);
  if (holder && holder.by.id !== by.id) return refuse('task-claimed', { task, why: 'not_yours' });
  const said = { by, ...(reason !== undefined && { text: reason }) };
  const free = holder ? withEvent(withoutClaim(task), { what: 'released', ...said }, now) : task;
  return queue === task.queue ? free : withEvent({ ...free, queue }, { what: 'moved', ...said }, now);
}

function withoutClaim({ claim: _, ...task }: HumanTask): HumanTask {
  return task;
}

/** Adds a note. */
export function noted(task: HumanTask, { by, text }: NoteAct, { now }: Around): HumanTask | Refused {
  if (text.trim() === '')
    return refuse('invalid-request', { task, pointer: '/text', detail: 'Must hold more than spaces.' });
  return withEvent(task, { what: 'noted', by, text }, now);
}

/** What a decision comes to; one that settles the task, with what its Workflow goes on with. */
export type Decided = DecisionTaken & { readonly decision?: PersonsDecision };

/** Takes a person's decision: it settles the task, is the first of two, or asks the caller for more. */
export function decided(task: HumanTask, act: DecisionAct, around: Around): Decided | Refused {
  const { by, verdict, amount, reason, version } = act;
  const { policy, now } = around;
  const problem = misfit(task, act, around);
  if (problem) return problem;
  if (verdict === 'contact')
    return { state: 'asked_caller', task: withEvent(task, { what: 'asked_caller', by, text: reason }, now) };

  const said = { by, text: reason, ...(amount && { amount }) };
  const granted = amount ?? task.amount;
  const others = task.votes.filter((vote) => !isSamePerson(vote.by, by) && isSame(vote.amount, granted));
  if (spends(verdict) && others.length + 1 < peopleNeeded(granted, policy)) {
    const [void_] = task.votes;
    const before = void_
      ? withEvent(
          task,
          { what: 'approval_void', by: void_.by, ...(void_.amount && { amount: void_.amount }) },
          now,
        )
      : task;
    const vote = { by, at: new Date(now).toISOString(), reason, ...(granted && { amount: granted }) };
    // Free for the second person: who has said yes need not hold it.
    const voted = { ...withoutClaim(before), votes: [vote] };
    return { state: 'one_of_two', task: withEvent(voted, { what: 'approved_once', ...said }, now) };
  }
  const decision = { task: task.task, verdict, reason, version, ...(amount && { amount }) };
  return { state: 'decided', task: withEvent(task, { what: 'decided', ...said }, now), decision };
}

function misfit(task: HumanTask, act: DecisionAct, { policy, now }: Around): Refused | undefined {
  const { by, verdict, amount, reason, version } = act;
  const invalid = (pointer: string, detail: string) => refuse('invalid-request', { task, pointer, detail });
  if (version !== task.version) return refuse('task-changed', { task });
  const holder = holderOf(task, now);
  if (holder && holder.by.id !== by.id) return refuse('task-claimed', { task });
  if (!task.verdicts.includes(verdict))
    return invalid('/verdict', `The verdict is none of ${task.verdicts.join(', ')}.`);
  if (reason.trim() === '') return invalid('/reason', 'The decision gives no reason.');
  const wrong = amountMisfit(task, verdict, amount);
  if (wrong !== undefined) return invalid('/amount', wrong);
  const may = mayDecide(by, task, policy, { verdict, amount });
  return may === 'yes' ? undefined : refuse('not-allowed', { task, why: may });
}

/** Verdicts that carry out what they name: another settles all of it, whatever amount comes with it. */
const ofLess: readonly TaskVerdict[] = ['approve', 'refund'];

function amountMisfit(task: HumanTask, verdict: TaskVerdict, amount: Money | undefined): string | undefined {
  const { amountIn } = task;
  if (amount !== undefined && !ofLess.includes(verdict))
    return isSame(amount, task.amount) ? undefined : 'Only a yes or a refund can be of another amount.';
  if (amountIn !== undefined) {
    if (!spends(verdict)) return undefined;
    if (amount === undefined) return 'An approval has to name the amount.';
    return amount.currency === amountIn ? undefined : 'The amount is in another currency.';
  }
  if (amount === undefined) return undefined;
  if (task.amount === undefined) return 'There is no amount to decide on here.';
  if (amount.currency !== task.amount.currency) return 'The amount is in another currency.';
  if (amount.value > task.amount.value) return 'The amount is more than was asked for.';
  if (task.whole && amount.value !== task.amount.value) return 'Only the whole amount can be approved here.';
  return undefined;
}

/** Why an act was refused, as a line for a person to read. */
export function whyNot({ refused, about: { task, done, why, detail } }: Refused): string {
  switch (refused) {
    case 'task-changed':
      return LOOK_AGAIN;
    case 'task-claimed':
      return `${task?.claim?.by.name ?? 'Somebody else'} has claimed it until ${task?.claim?.until ?? 'later'}.`;
    case 'task-done':
      if (!done) return 'No such task is open here.';
      return done.by
        ? `It was decided already, by ${done.by.name} at ${done.at}.`
        : `It is ${done.verdict} since ${done.at}.`;
    case 'not-allowed':
      return whyNotAllowed[why ?? 'role'](task);
    case 'not-heard':
      return 'It came too late.';
    case 'invalid-request':
      return detail ?? 'The decision does not fit.';
  }
}

const whyNotAllowed: Record<NonNullable<TaskRefusal['why']>, (task?: HumanTask) => string> = {
  role: (task) => `It takes the role ${task?.role ?? 'supervisor'}, or a higher one.`,
  limit: () => 'The amount is above what may be approved by that role.',
  same_person: () => 'It takes the yes of another person as well.',
  not_yours: () => 'Somebody else holds it.',
};
