import type { TaskShown } from '../../contracts/task.ts';
import { type Choice, spends } from './verdicts.ts';

type Staff = TaskShown['approvals'][number]['by'];
type Asked = Pick<TaskShown, 'secondAbove' | 'approvals'>;

/**
 * Whose of how many approvals this one would be, as the task's Workflow will count: those of the same amount by other
 * people. Undefined where one suffices for that amount.
 */
export function approvalWords(
  choice: Choice,
  { secondAbove, approvals }: Asked,
  money: TaskShown['amount'],
  self: Staff,
): string | undefined {
  const needsTwo = money !== undefined && secondAbove !== undefined && money.value > secondAbove;
  if (!spends(choice) || !needsTwo) return undefined;
  const isSame = ({ amount }: Asked['approvals'][number]) =>
    amount?.value === money.value && amount.currency === money.currency;
  if (approvals.some((one) => isSame(one) && !isSamePerson(one.by, self))) return 'Yours is 2 of 2.';
  const other = approvals.find((one) => !isSame(one));
  const lapses = other ? ` The approval of another amount by ${other.by.name} will not count any more.` : '';
  return `Yours is 1 of 2. A second person has to approve before anything moves.${lapses}`;
}

/** All operators count as one, since they may give themselves any name. */
function isSamePerson(one: Staff, other: Staff): boolean {
  return one.id === other.id || (one.role === 'operator' && other.role === 'operator');
}
