import type { TaskShown } from '../../contracts/task.ts';
import { codeWords } from '../words/kinds.ts';

const levels = {
  matched: { word: 'Matched only', means: 'The number or email is known. Who called is not proved.' },
  verified: { word: 'Verified', means: 'Knew facts of a payment that only the payer has at hand.' },
  authenticated: {
    word: 'Authenticated',
    means: 'Also said a one-time code sent to their phone or email on file.',
  },
} as const;

const proofs: Readonly<Record<string, string>> = {
  last4: 'the last four digits',
  amount: 'the amount',
  date: 'the date',
  postalCode: 'the postal code',
  one_time_code: 'a one-time code',
  caller_token: 'an earlier request of this call',
};

/** Who called, and how sure that is. */
export function Caller({ task: { about } }: { readonly task: TaskShown }) {
  const { caller, customer } = about;
  if (caller === undefined && customer === undefined) return null;
  return (
    <section className="card">
      <h2>Caller</h2>
      <dl className="facts">
        {customer && (
          <div>
            <dt>Customer</dt>
            <dd>
              {customer.name ?? 'No name on file'} <span className="faint code">{customer.id}</span>
            </dd>
          </div>
        )}
        {caller && (
          <div>
            <dt>Identity</dt>
            <dd>
              <span className={`level level-${caller.level}`}>{levels[caller.level].word}</span>
              {caller.how.length > 0 && (
                <span>
                  {' '}
                  by {caller.how.map((how) => proofs[how] ?? codeWords(how).toLowerCase()).join(', ')}
                </span>
              )}
              <span className="rule">{levels[caller.level].means}</span>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
