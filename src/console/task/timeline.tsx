import type { TaskShown } from '../../contracts/task.ts';
import { eventWords } from '../words/events.ts';
import { moneyWords } from '../words/money.ts';
import { dayAndTime, fullTime } from '../words/time.ts';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What has happened to the task, the latest first. */
export function Timeline({ task: { events } }: { readonly task: TaskShown }) {
  return (
    <section className="card">
      <h2>
        What happened <span className="faint">times of {zone}</span>
      </h2>
      <ol className="timeline">
        {events.toReversed().map(({ at, what, by, text, amount }) => (
          <li key={`${at} ${what} ${text}`}>
            <time className="faint" dateTime={at} title={fullTime(at)}>
              {dayAndTime(at)}
            </time>
            <span>
              <strong>{eventWords(what)}</strong>
              {by && ` by ${by.name}`}
              {amount && `, ${moneyWords(amount)}`}
              {text !== undefined && <span className="words">{text}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
