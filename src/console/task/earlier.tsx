import type { TaskShown } from '../../contracts/task.ts';
import { codeWords } from '../words/kinds.ts';
import { dayAndTime } from '../words/time.ts';

/** What the same customer wanted before. */
export function Earlier({ earlier }: Pick<TaskShown, 'earlier'>) {
  return (
    <section className="card">
      <h2>Other requests of this customer</h2>
      {earlier.length === 0 && <p className="faint">None that we know of.</p>}
      {earlier.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Wanted</th>
              <th scope="col">Outcome</th>
              <th scope="col">On</th>
              <th scope="col">Reference</th>
            </tr>
          </thead>
          <tbody>
            {earlier.map(({ reference, intent, outcome, startedAt, call }) => (
              <tr key={reference}>
                <td>
                  {codeWords(intent)}
                  {call === 'same' && <span className="faint"> in this call</span>}
                </td>
                <td>{outcome === undefined ? 'Open' : codeWords(outcome)}</td>
                <td>{dayAndTime(startedAt)}</td>
                <td>{reference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
