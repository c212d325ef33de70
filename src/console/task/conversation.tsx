import type { TaskShown } from '../../contracts/task.ts';
import { fullTime, timeOfDay } from '../words/time.ts';

/** What the agent said in the call. */
export function Conversation({ task: { conversation } }: { readonly task: TaskShown }) {
  if (conversation.length === 0) return null;
  return (
    <section className="card">
      <h2>In the call</h2>
      <ol className="conversation">
        {conversation.map(({ at, turn, say }) => (
          <li key={turn}>
            <time className="faint" dateTime={at} title={fullTime(at)}>
              {timeOfDay(at)}
            </time>
            <span>{say}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
