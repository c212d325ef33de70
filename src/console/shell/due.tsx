import { useByClock } from '../api/clock.ts';
import { dueWords } from '../words/due.ts';
import { fullTime } from '../words/time.ts';
import { Icon } from './icon.tsx';

/** By when, in a word, a picture and a colour; it changes by the clock alone. */
export function Due({ at }: { readonly at: string }) {
  const state = useByClock((now) => dueWords(at, now).state);
  const words = useByClock((now) => dueWords(at, now).words);
  return (
    <time className={`due due-${state}`} dateTime={at} title={fullTime(at)}>
      <Icon name={state === 'overdue' ? 'alert' : 'clock'} />
      {words}
    </time>
  );
}
