import type { Money } from './money.ts';
import type { PeoplePolicy } from './people.ts';
import { isAtLeast, isSamePerson, type Staff, type StaffRole } from './staff.ts';
import type { HumanTask, TaskVerdict } from './task.ts';

/** Verdicts that let money go: limits and the second pair of eyes are for them. */
const spending: readonly TaskVerdict[] = ['approve', 'refund', 'accept'];

/** Whether somebody may decide, and if not, why. */
export type MayDecide = 'yes' | 'role' | 'limit' | 'same_person';

/** Whether a verdict lets money go. */
export function spends(verdict: TaskVerdict): boolean {
  return spending.includes(verdict);
}

/** How many different people have to approve an amount. */
export function peopleNeeded(amount: Money | undefined, { secondAbove }: PeoplePolicy): 1 | 2 {
  const most = amount && secondAbove[amount.currency];
  return amount && most !== undefined && amount.value > most ? 2 : 1;
}

/** What a role may approve alone, minor units of the currency; undefined where it has no limit. */
export function limitOf(role: StaffRole, currency: string, { limits }: PeoplePolicy): number | undefined {
  return limits[role]?.[currency];
}

/** Whether somebody may give a verdict on a task; `amount` is what they would approve, all that is asked for without it. */
export function mayDecide(
  staff: Staff,
  task: Pick<HumanTask, 'role' | 'amount' | 'votes'>,
  policy: PeoplePolicy,
  { verdict = 'approve', amount = task.amount }: { verdict?: TaskVerdict; amount?: Money | undefined } = {},
): MayDecide {
  const { role } = staff;
  if (verdict === 'contact') return 'yes';
  if (!isAtLeast(role, task.role)) return 'role';
  if (!spends(verdict)) return 'yes';
  const limit = amount && limitOf(role, amount.currency, policy);
  if (amount && limit !== undefined && amount.value > limit) return 'limit';
  const isSecond = peopleNeeded(amount, policy) > 1 && task.votes.some(({ by }) => isSamePerson(by, staff));
  return isSecond && task.votes.some((vote) => isSame(vote.amount, amount)) ? 'same_person' : 'yes';
}

/** Whether two amounts are the same. */
export function isSame(one: Money | undefined, other: Money | undefined): boolean {
  return one?.value === other?.value && one?.currency === other?.currency;
}
