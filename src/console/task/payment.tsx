import type { TaskShown } from '../../contracts/task.ts';
import { codeWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';
import { dayAndTime, fromUnix } from '../words/time.ts';

type Payment = NonNullable<TaskShown['about']['payment']>;

/** The payment with what was given back of it and what its bank disputes. */
export function PaymentCard({ payment }: { readonly payment: Payment }) {
  const { amount, refunded, created, state, card, statementDescriptor, failure, refunds, disputes } = payment;
  const { currency } = amount;
  return (
    <section className="card">
      <h2>
        Payment <span className="faint code">{payment.payment}</span>
      </h2>
      <dl className="figures">
        <div>
          <dt>Paid</dt>
          <dd className="amount">{moneyWords(amount)}</dd>
        </div>
        <div>
          <dt>Refunded</dt>
          <dd className="amount">{moneyWords({ value: refunded, currency })}</dd>
        </div>
        <div>
          <dt>Left</dt>
          <dd className="amount">{moneyWords({ value: amount.value - refunded, currency })}</dd>
        </div>
        <div>
          <dt>On</dt>
          <dd>{dayAndTime(fromUnix(created))}</dd>
        </div>
        <div>
          <dt>State</dt>
          <dd>
            {codeWords(state)}
            {failure !== undefined && `: ${codeWords(failure).toLowerCase()}`}
          </dd>
        </div>
        {card && (
          <div>
            <dt>Card</dt>
            <dd>
              {codeWords(card.brand)} •• {card.last4}
            </dd>
          </div>
        )}
        {statementDescriptor !== undefined && (
          <div>
            <dt>On the statement</dt>
            <dd>{statementDescriptor}</dd>
          </div>
        )}
      </dl>
      <Refunds refunds={refunds} />
      {disputes.length > 0 && (
        <>
          <h3>Disputes</h3>
          <ul className="plain">
            {disputes.map(({ dispute, outcome, refundable }) => (
              <li key={dispute}>
                {refundable ? 'Inquiry' : 'Chargeback'}, {outcome}{' '}
                <span className="faint code">{dispute}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Refunds({ refunds }: Pick<Payment, 'refunds'>) {
  if (refunds.length === 0) return <p className="faint">Nothing was refunded of it before.</p>;
  return (
    <table>
      <caption>Refunds of it</caption>
      <thead>
        <tr>
          <th scope="col" className="right">
            Amount
          </th>
          <th scope="col">State</th>
          <th scope="col">On</th>
          <th scope="col">Reference</th>
        </tr>
      </thead>
      <tbody>
        {refunds.map(({ refund, amount, state, created, reference }) => (
          <tr key={refund}>
            <td className="amount">{moneyWords(amount)}</td>
            <td>{codeWords(state)}</td>
            <td>{dayAndTime(fromUnix(created))}</td>
            <td>{reference ?? <span className="faint">made elsewhere</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
