import type { TaskShown } from '../../contracts/task.ts';
import { Due } from '../shell/due.tsx';
import { codeWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';

type Dispute = NonNullable<TaskShown['about']['dispute']>;

const stages = {
  inquiry: { word: 'Inquiry', means: 'No money was taken yet. It may be refunded.' },
  chargeback: { word: 'Chargeback', means: 'The bank has taken the money back. It cannot be refunded.' },
} as const;

/** What the customer's bank disputes, until when it hears us, and what it would be told. */
export function DisputeCard({ dispute }: { readonly dispute: Dispute }) {
  const { stage, status, reason, amount, dueBy, evidence, submitted } = dispute;
  return (
    <section className="card">
      <h2>
        Dispute <span className="faint code">{dispute.dispute}</span>
      </h2>
      <dl className="figures">
        <div>
          <dt>Stage</dt>
          <dd>
            {stages[stage].word}
            <span className="rule">{stages[stage].means}</span>
          </dd>
        </div>
        <div>
          <dt>Disputed</dt>
          <dd className="amount">{moneyWords(amount)}</dd>
        </div>
        <div>
          <dt>Reason</dt>
          <dd>{codeWords(reason)}</dd>
        </div>
        <div>
          <dt>At Stripe</dt>
          <dd>{codeWords(status)}</dd>
        </div>
        <div>
          <dt>Evidence is taken until</dt>
          <dd>{dueBy === undefined ? 'Stripe names no time' : <Due at={dueBy} />}</dd>
        </div>
      </dl>
      <h3>{submitted ? 'Evidence, submitted' : 'Evidence, drafted and not sent'}</h3>
      <Evidence evidence={evidence} />
    </section>
  );
}

/** Each field of the evidence under Stripe's name of it, as text. */
export function Evidence({ evidence }: { readonly evidence: Dispute['evidence'] | undefined }) {
  const fields = Object.entries(evidence ?? {});
  if (fields.length === 0) return <p className="faint">There is none.</p>;
  return (
    <dl className="evidence">
      {fields.map(([field, text]) => (
        <div key={field}>
          <dt>{codeWords(field)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
