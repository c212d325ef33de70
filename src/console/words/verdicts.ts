import type { TaskShown } from '../../contracts/task.ts';
import { moneyWords } from './money.ts';

export type Verdict = TaskShown['verdicts'][number];
/** A verdict as it is offered: an approval may also be of less. */
export type Choice = Verdict | 'approve_less';

type Asked = Pick<TaskShown, 'kind' | 'amount' | 'about'>;

interface ChoiceWords {
  /** On the button that opens the review. */
  readonly open: string;
  /** The review's heading. */
  readonly title: string;
  readonly letter: string;
  readonly tone: 'primary' | 'plain' | 'danger';
}

export const choices: Readonly<Record<Choice, ChoiceWords>> = {
  approve: { open: 'Approve', title: 'Approve?', letter: 'a', tone: 'primary' },
  approve_less: { open: 'Approve less', title: 'Approve less than was asked?', letter: 'l', tone: 'plain' },
  refund: { open: 'Refund', title: 'Refund the customer?', letter: 'f', tone: 'primary' },
  submit_evidence: { open: 'Submit evidence', title: 'Submit this evidence?', letter: 'e', tone: 'primary' },
  accept: { open: 'Accept the dispute', title: 'Accept the dispute?', letter: 'x', tone: 'plain' },
  contact: { open: 'Ask the caller', title: 'Write to the caller', letter: 'w', tone: 'plain' },
  refuse: { open: 'Refuse', title: 'Refuse this?', letter: 'r', tone: 'plain' },
};

const approvals: Partial<Record<Asked['kind'], string>> = {
  approve_refund: 'Refund',
  approve_discount: 'Grant',
  approve_change: 'Make the change',
  lift_lockout: 'Lift the lock-out',
  verify_caller: 'Confirm the caller',
};

/** What the button says that sends a decision: it names the money. */
export function confirmWords(choice: Choice, task: Asked, amount: Asked['amount']): string {
  const money = amount === undefined ? '' : ` ${moneyWords(amount)}`;
  switch (choice) {
    case 'approve':
    case 'approve_less':
      return `${approvals[task.kind] ?? 'Approve'}${money}`;
    case 'refund':
      return `Refund${money}`;
    case 'submit_evidence':
      return 'Submit the evidence';
    case 'accept':
      return `Accept, and lose${money}`;
    case 'contact':
      return 'Send to the caller';
    case 'refuse':
      return `Refuse${money}`;
  }
}

const outcomes: Readonly<Record<string, string>> = {
  approve: 'approved',
  refuse: 'refused',
  refund: 'refunded',
  submit_evidence: 'settled by submitting evidence',
  accept: 'settled by accepting the dispute',
  expired: 'closed, since nobody decided in time',
  withdrawn: 'withdrawn: it needs no decision any more',
};

/** How a task was settled, after "was". */
export const outcomeWords = (verdict: string) => outcomes[verdict] ?? verdict;
