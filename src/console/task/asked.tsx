import type { TaskShown } from '../../contracts/task.ts';
import { reasonWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';
import { dayAndTime } from '../words/time.ts';

/** What is asked, in whose words, which rule stopped it, and what a yes will do. */
export function Asked({ task }: { readonly task: TaskShown }) {
  const { summary, said, reason, about, approvals, whole } = task;
  return (
    <section className="card">
      <h2>To decide</h2>
      <p className="asked">{summary}</p>
      {said !== undefined && (
        <figure className="said">
          <figcaption className="faint">The caller said</figcaption>
          <blockquote>{said}</blockquote>
        </figure>
      )}
      <dl className="facts">
        <div>
          <dt>Why you are asked</dt>
          <dd>
            {reasonWords(reason)}
            {about.rule !== undefined && <span className="rule">{about.rule}</span>}
          </dd>
        </div>
        {about.effect !== undefined && (
          <div>
            <dt>What a yes will do</dt>
            <dd>{about.effect}</dd>
          </div>
        )}
        {whole === true && (
          <div>
            <dt>How much</dt>
            <dd>Only the whole amount can be approved.</dd>
          </div>
        )}
        {approvals.map(({ by, at, reason: why, amount }) => (
          <div key={`${by.id} ${at}`}>
            <dt>Approved once</dt>
            <dd>
              {by.name}, {dayAndTime(at)}
              {amount && `, ${moneyWords(amount)}`}: {why}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
