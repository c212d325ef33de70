import type { TaskShown } from '../../contracts/task.ts';
import { useSession } from '../api/session.ts';
import { approvalWords } from '../words/approvals.ts';
import { codeWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';
import { type Choice, effectWords, spends } from '../words/verdicts.ts';

interface Props {
  readonly task: TaskShown;
  readonly choice: Choice;
  readonly money: TaskShown['amount'];
}

/** A decision once more, before it is sent: what, how much, to whom, and what follows. */
export function Restated({ task, choice, money }: Props) {
  const { staff } = useSession();
  const { about, reference, summary } = task;
  const card = about.payment?.card;
  const isPaid = spends(choice) && choice !== 'accept';
  const rows: [string, string | undefined][] = [
    ['What', summary],
    ['Amount', money && moneyWords(money)],
    ['Customer', about.customer?.name],
    ['Goes to', isPaid && card ? `${codeWords(card.brand)} •• ${card.last4}` : undefined],
    ['Reference', reference],
    ['What happens', effectWords(choice, task)],
    ['Approvals', approvalWords(choice, task, money, staff)],
  ];
  return (
    <dl className="facts restated">
      {rows.map(
        ([name, words]) =>
          words !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === 'Amount' ? 'amount restated-amount' : undefined}>{words}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
