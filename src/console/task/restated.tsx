import type { TaskShown } from '../../contracts/task.ts';
import { codeWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';
import type { Choice } from '../words/verdicts.ts';

interface Props {
  readonly task: TaskShown;
  readonly choice: Choice;
  readonly money: TaskShown['amount'];
}

const effects: Partial<Record<Choice, string>> = {
  refuse: 'Nothing is paid. The caller is told that it was refused.',
  contact: 'The caller gets this as a message. The task stays open.',
  accept: 'The dispute is given up for good, and the money stays with the customer.',
  submit_evidence: 'The bank gets the evidence below. It can be sent once.',
};

/** A decision once more, before it is sent: what, how much, to whom, and what follows. */
export function Restated({ task, choice, money }: Props) {
  const { about, needed, votes, reference, summary } = task;
  const card = about.payment?.card;
  const effect = effects[choice] ?? about.effect;
  const isYes = choice === 'approve' || choice === 'approve_less' || choice === 'refund';
  const rows: [string, string | undefined][] = [
    ['What', summary],
    ['Amount', money && moneyWords(money)],
    ['Customer', about.customer?.name],
    ['Goes to', isYes && card ? `${codeWords(card.brand)} •• ${card.last4}` : undefined],
    ['Reference', reference],
    ['What happens', effect],
    [
      'Approvals',
      isYes && needed === 2
        ? `Yours is ${votes + 1} of 2.${votes === 0 ? ' A second person has to approve before anything moves.' : ''}`
        : undefined,
    ],
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
