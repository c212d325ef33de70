import { Button } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useSession } from '../api/session.ts';
import { timeOfDay } from '../words/time.ts';
import { outcomeWords } from '../words/verdicts.ts';

interface Props {
  readonly done: NonNullable<TaskShown['done']>;
  readonly onNext: () => void;
}

/** A task that was settled elsewhere stays as it was, and so does what was being written. */
export function Banner({ done: { at, by, verdict }, onNext }: Props) {
  const { staff } = useSession();
  const who = by === undefined ? '' : ` by ${by.id === staff.id ? 'you' : by.name}`;
  return (
    <div role="status" className="settled">
      <span>
        <strong>
          This was {outcomeWords(verdict)}
          {who} at {timeOfDay(at)}.
        </strong>{' '}
        Nothing more can be decided here. What you were writing is kept.
      </span>
      <Button className="button small" onPress={onNext}>
        Next task
      </Button>
    </div>
  );
}
