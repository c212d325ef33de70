import { isObject, unwrapped } from './by-hand.ts';
import type { Money } from './money.ts';

/** How long nobody may know what happened before a person is asked. */
export const TASK_AFTER_MILLISECONDS = 120_000;

/** Noted where a decision was on what is shown no more. */
export const LOOK_AGAIN = 'What was shown has changed since: look again.';

/** What only a person may decide. */
export type TaskKind =
  | 'approve_refund'
  | 'failed_refund'
  | 'difference'
  | 'unknown_refund'
  | 'approve_change'
  | 'unknown_change'
  | 'approve_discount'
  | 'unknown_discount'
  | 'lift_lockout';

/** A decision that a person has to take; it lives in the Workflow that waits for it. */
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
  /** Counts up when what is shown changes. */
  readonly version: number;
  readonly openedAt: string;
  /** What came in about it and was not carried out. */
  readonly notes: readonly string[];
}

/** A person's decision. `amount` approves less than was asked for, or what they grant. */
export interface PersonsDecision {
  readonly task: string;
  readonly verdict: 'approve' | 'refuse';
  readonly amount?: Money;
  readonly reason: string;
  readonly version?: number;
}

/** Reads whatever arrived as a decision. Never throws: what is malformed comes back as a line that says so. */
export function readDecision(arrived: unknown): PersonsDecision | string {
  const given = unwrapped(arrived);
  if (!isObject(given)) return 'The decision is not an object.';
  const { task, verdict, amount, reason, version } = given;
  if (typeof task !== 'string') return 'The decision names no task.';
  if (verdict !== 'approve' && verdict !== 'refuse') return 'The verdict is neither "approve" nor "refuse".';
  if (typeof reason !== 'string' || reason.trim() === '') return 'The decision gives no reason.';
  if (amount !== undefined && !isMoney(amount))
    return 'The amount is not { "value": 4250, "currency": "usd" }.';
  if (version !== undefined && typeof version !== 'number') return 'The version is not a number.';
  return {
    task,
    verdict,
    reason: reason.slice(0, 500),
    ...(amount !== undefined && { amount }),
    ...(version !== undefined && { version }),
  };
}

/** Why a decision does not fit the task that is open, or undefined where it does. */
export function misfit(decision: PersonsDecision, task: HumanTask | undefined): string | undefined {
  if (task === undefined || decision.task !== task.task) return 'No such task is open here.';
  if (decision.version !== undefined && decision.version !== task.version) return LOOK_AGAIN;
  if (task.amountIn !== undefined) return grantMisfit(decision, task.amountIn);
  if (decision.amount === undefined) return undefined;
  if (task.amount === undefined) return 'There is no amount to decide on here.';
  if (decision.amount.currency !== task.amount.currency) return 'The amount is in another currency.';
  if (decision.amount.value > task.amount.value) return 'The amount is more than was asked for.';
  if (task.whole && decision.amount.value !== task.amount.value)
    return 'Only the whole amount can be approved here.';
  return undefined;
}

/** Where a person says how much. */
function grantMisfit({ verdict, amount }: PersonsDecision, currency: string): string | undefined {
  if (verdict === 'refuse') return undefined;
  if (amount === undefined) return 'An approval has to name the amount.';
  return amount.currency === currency ? undefined : 'The amount is in another currency.';
}

function isMoney(value: unknown): value is Money {
  return (
    isObject(value) &&
    Number.isSafeInteger(value['value']) &&
    (value['value'] as number) > 0 &&
    typeof value['currency'] === 'string'
  );
}
