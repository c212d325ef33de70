import { setTimeout as pause } from 'node:timers/promises';
import type { Client, UpdateDefinition } from '@temporalio/client';
import type { DecisionTaken, TaskRow, TaskShown } from '../../contracts/task.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { Staff } from '../../domain/staff.ts';
import type { HumanTask, TaskDone } from '../../domain/task.ts';
import type {
  Acted,
  ClaimAct,
  DecisionAct,
  NoteAct,
  ReleaseAct,
  DecisionTaken as Taken,
  TaskAct,
} from '../../domain/task-acts.ts';
import { taskIdOf } from '../../domain/task-id.ts';
import { identityOf } from '../../platform/identity.ts';
import type { Keys } from '../../platform/keys.ts';
import type { Tenants } from '../../platform/tenants.ts';
import * as messages from '../../workflows/messages.ts';
import { type Answer, problemAnswer } from '../answer.ts';
import { earlierIntents } from './earlier.ts';
import type { TaskPlace } from './ids.ts';
import { findTask, shownTo } from './look.ts';
import type { TaskQueue } from './queue.ts';
import { doneShown, type NotDone, notDone } from './refusals.ts';
import { rowAt, rowOfTask } from './row.ts';

/** How long a person may be kept waiting for a Workflow, milliseconds. */
const PATIENCE_MILLISECONDS = 10_000;
/** How long an act may still be heard, milliseconds: less, so that one who waited in vain knows that it will not be. */
const HEAR_MILLISECONDS = 9_000;
/** How long until what was too much at once is sent again, milliseconds. */
const PAUSE_MILLISECONDS = 200;
/** What is good to know besides is left out where it takes longer, milliseconds. */
const BESIDES_MILLISECONDS = 2_000;

interface Parts {
  readonly temporal: Client;
  readonly tenants: Tenants;
  readonly keys: Keys;
  readonly queue: TaskQueue;
  readonly temporalUi?: string | undefined;
}

/** Whose act it is, the key that it is repeated under, and the request as it was read. */
export interface Acting {
  readonly staff: Staff;
  readonly key: string;
  readonly body: unknown;
}

/** What an act says besides whose it is, and on what. */
type More<A extends TaskAct> = Omit<A, 'task' | 'by' | 'body' | 'hearUntil'>;

/** Single tasks: what there is to know of one, and what people do to it. The Workflow is the referee. */
export function taskDesk({ temporal, tenants, keys, queue, temporalUi }: Parts) {
  const within = <T>(milliseconds: number, act: () => Promise<T>) =>
    temporal.withDeadline(Date.now() + milliseconds, act);
  const besides = <T>(act: () => Promise<T[]>) => within(BESIDES_MILLISECONDS, act).catch(() => []);

  /** A task with all that its decision needs; open or settled. */
  async function look(place: TaskPlace, staff: Staff): Promise<Answer<TaskShown>> {
    const found = await findTask(temporal, place, Date.now() + PATIENCE_MILLISECONDS);
    if (!found) return problemAnswer('not-found');
    const { tenant, workflowId } = place;
    const { about } = found.task;
    const customer = about.customer?.id;
    const hash = customer === undefined ? undefined : identityOf(keys, tenant).customer(customer);
    const earlier =
      hash === undefined ? [] : await besides(() => earlierIntents(temporal, { workflowId, tenant, hash }));
    const link =
      temporalUi === undefined
        ? {}
        : { temporalUi: `${temporalUi}/workflows/${encodeURIComponent(workflowId)}` };
    const row = rowAt(rowOfTask(found.task, place), Date.now());
    const policy = tenants.byId(tenant)?.policy.people ?? defaultPolicy.people;
    return { status: 200, body: shownTo(staff, found, { row, policy, earlier, ...link }) };
  }

  /**
   * Does something to a task. The key names the Update, so that a repeat changes nothing and gets the same; the result says
   * for which request it is.
   */
  async function act<A extends TaskAct, R>(
    place: TaskPlace,
    acting: Acting,
    { update, more }: { update: UpdateDefinition<Acted<R>, [A]>; more: More<A> },
  ): Promise<{ result: R } | { answer: Answer }> {
    const { workflowId, task, tenant } = place;
    const { staff: by, key } = acting;
    const identity = identityOf(keys, tenant);
    const named = identity.idempotencyKey(JSON.stringify([by.id, task, key]));
    const body = identity.body(acting.body);
    const hearUntil = Date.now() + HEAR_MILLISECONDS;
    const args = [{ ...more, task, by, body, hearUntil } as A] as [A];
    const options = { updateId: `${update.name}-${named}`, args };
    const workflow = temporal.workflow.getHandle(workflowId);
    for (const until = Date.now() + PATIENCE_MILLISECONDS; ; await pause(PAUSE_MILLISECONDS)) {
      try {
        const result = await temporal.withDeadline(until, () => workflow.executeUpdate(update, options));
        const isAnothers = result.body !== undefined && result.body !== body;
        return isAnothers ? { answer: problemAnswer('idempotency-key-reused') } : { result };
      } catch (error) {
        const not = notDone(error);
        // Too many at once, it was just about to end, or an earlier send of it came too late: it is the same Update again.
        const isOver = Date.now() + PAUSE_MILLISECONDS > until;
        if (not.kind !== 'silent' || isOver) return { answer: await refused(place, not) };
      }
    }
  }

  async function refused(place: TaskPlace, not: NotDone): Promise<Answer> {
    if (not.kind === 'silent') return problemAnswer('not-heard');
    if (not.kind === 'closed') return over(place);
    const { task, done, why, pointer = '', detail = 'Is not possible here.' } = not.refusal;
    if (not.type === 'task-done') return done ? settledAs(place, done) : problemAnswer('not-found');
    if (task) told(place, task);
    return problemAnswer(not.type, {
      ...(task && { task: rowOfTask(task, place) }),
      ...(why && { why }),
      ...(not.type === 'invalid-request' && { errors: [{ pointer, detail }] }),
    });
  }

  /** Its Workflow takes nothing more. */
  async function over(place: TaskPlace): Promise<Answer> {
    const found = await findTask(temporal, place, Date.now() + PATIENCE_MILLISECONDS);
    if (!found) return problemAnswer('not-found');
    // It was taken in, and whether it was carried out does not show yet.
    return found.done ? settledAs(place, found.done) : problemAnswer('not-heard');
  }

  function settledAs(place: TaskPlace, done: TaskDone): Answer {
    settled(place, done.task);
    return problemAnswer('task-done', { done: doneShown(done) });
  }

  function settled({ workflowId, tenant }: TaskPlace, { task, openedAt, changes }: HumanTask): void {
    queue.settled({ id: taskIdOf({ workflowId, task }), tenant, openedAt, changes });
  }

  function told(place: TaskPlace, task: HumanTask): TaskRow {
    const row = rowOfTask(task, place);
    queue.told(row);
    return row;
  }

  async function changed<A extends TaskAct>(
    place: TaskPlace,
    acting: Acting,
    update: UpdateDefinition<Acted<HumanTask>, [A]>,
    more: More<A>,
  ): Promise<Answer<TaskRow>> {
    const came = await act(place, acting, { update, more });
    return 'answer' in came ? came.answer : { status: 200, body: told(place, came.result) };
  }

  return {
    look,
    claim: (place: TaskPlace, acting: Acting, more: More<ClaimAct>) =>
      changed(place, acting, messages.claim, more),
    release: (place: TaskPlace, acting: Acting, more: More<ReleaseAct>) =>
      changed(place, acting, messages.release, more),
    note: (place: TaskPlace, acting: Acting, more: More<NoteAct>) =>
      changed(place, acting, messages.note, more),

    async decide(place: TaskPlace, acting: Acting, more: More<DecisionAct>): Promise<Answer<DecisionTaken>> {
      const came = await act<DecisionAct, Taken>(place, acting, { update: messages.decision, more });
      if ('answer' in came) return came.answer;
      const { state, task } = came.result;
      if (state === 'decided') settled(place, task);
      const row = state === 'decided' ? rowOfTask(task, place) : told(place, task);
      return { status: 200, body: { state, task: row } };
    },
  };
}
