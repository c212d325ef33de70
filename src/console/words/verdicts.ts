import type { TaskShown } from '../../contracts/task.ts';
import { kindWords } from './kinds.ts';
import { moneyWords } from './money.ts';

export type Verdict = TaskShown['verdicts'][number];
/** A verdict as it is offered: an approval or a refund may also be of less. */
export type Choice = Verdict | Less;
export type Less = 'approve_less' | 'refund_less';

const verdictOfLess: Readonly<Record<Less, Verdict>> = { approve_less: 'approve', refund_less: 'refund' };

export const isOfLess = (choice: Choice): choice is Less => choice in verdictOfLess;

/** What a choice is sent as. */
export const verdictOf = (choice: Choice): Verdict => (isOfLess(choice) ? verdictOfLess[choice] : choice);

/** Verdicts that let money go, once as many people have approved as its amount needs. */
const spending: readonly Verdict[] = ['approve', 'refund', 'accept'];

export const spends = (choice: Choice): boolean => spending.includes(verdictOf(choice));

type Asked = Pick<TaskShown, 'kind' | 'amount' | 'about'>;

interface ChoiceWords {
  /** On the button that opens the review. */
  readonly open: string;
  /** The review's heading. */
  readonly title: string;
  readonly letter: string;
}

const choices: Readonly<Record<Choice, ChoiceWords>> = {
  approve: { open: 'Approve', title: 'Approve?', letter: 'a' },
  approve_less: { open: 'Approve less', title: 'Approve less than was asked?', letter: 'l' },
  refund: { open: 'Refund', title: 'Refund the customer?', letter: 'f' },
  refund_less: { open: 'Refund less', title: 'Refund less than all of it?', letter: 'l' },
  submit_evidence: { open: 'Submit evidence', title: 'Submit this evidence?', letter: 'e' },
  accept: { open: 'Accept', title: 'Accept the dispute?', letter: 'x' },
  contact: { open: 'Ask the caller', title: 'Write to the caller', letter: 'w' },
  refuse: { open: 'Refuse', title: 'Refuse?', letter: 'r' },
};

/** To refuse a dispute is to leave it to the bank; a caller's complaint that no bank knows of is refused as anything is. */
const isLeftToBank = ({ kind, about }: Pick<Asked, 'kind' | 'about'>) =>
  kind === 'resolve_dispute' && about.dispute !== undefined;

/** How a choice is offered. */
export function choiceWords(choice: Choice, task: Pick<Asked, 'kind' | 'about'>): ChoiceWords {
  const words = choices[choice];
  if (choice === 'approve') return { ...words, title: `${kindWords[task.kind]}?` };
  if (choice === 'refuse' && isLeftToBank(task))
    return { ...words, open: 'Leave it', title: 'Leave it to the bank?' };
  return words;
}

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
    case 'refund_less':
      return `Refund${money}`;
    case 'submit_evidence':
      return 'Submit the evidence';
    case 'accept':
      return `Accept, and lose${money}`;
    case 'contact':
      return 'Send to the caller';
    case 'refuse':
      return isLeftToBank(task) ? 'Leave it to the bank' : `Refuse${money}`;
  }
}

/** What follows from a choice, where the task itself does not say it. */
export function effectWords(choice: Choice, task: Asked): string | undefined {
  const { kind, about } = task;
  switch (choice) {
    case 'contact':
      return 'The caller gets this as a message. The task stays open.';
    case 'accept':
      return 'The dispute is given up for good, and the money stays with the customer.';
    case 'submit_evidence':
      return 'The bank gets the evidence below. It can be sent once.';
    case 'refuse':
      if (isLeftToBank(task)) return 'Nothing is sent. The bank decides without us.';
      if (kind === 'resolve_dispute') return 'The payment stays as it is, and the caller is told.';
      return kind.startsWith('approve_') ? 'It is not done, and the caller is told.' : 'It is not done.';
    case 'approve':
    case 'refund':
      return about.effect;
    case 'approve_less':
      return 'Only this much is approved, and the caller is told.';
    case 'refund_less':
      return 'Only this much is given back.';
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
