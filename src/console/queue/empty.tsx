import { Button } from 'react-aria-components';
import type { TaskPage } from '../../contracts/task.ts';
import { Icon } from '../shell/icon.tsx';
import { isFiltered, type Place } from './place.ts';

interface Props {
  readonly place: Place;
  readonly counts: TaskPage['counts'];
  readonly onClear: () => void;
  readonly onAll: () => void;
}

/** No rows: all is done, or the filter hides what there is. */
export function Empty({ place, counts, onClear, onAll }: Props) {
  if (isFiltered(place))
    return (
      <section className="empty">
        <h2>Nothing matches</h2>
        <p>
          Your filter hides {counts.all} open {counts.all === 1 ? 'task' : 'tasks'}.
        </p>
        <Button className="button" onPress={onClear}>
          Clear the filter
        </Button>
      </section>
    );
  if (counts.all > 0)
    return (
      <section className="empty">
        <h2>{inView[place.view]}</h2>
        <p>
          {counts.all} open in all, {counts.unassigned} of them unassigned.
        </p>
        <Button className="button" onPress={onAll}>
          Show all
        </Button>
      </section>
    );
  return (
    <section className="empty">
      <span className="empty-mark">
        <Icon name="check" />
      </span>
      <h2>All done</h2>
      <p>Nothing waits for a person. What comes in appears here by itself.</p>
    </section>
  );
}

const inView: Readonly<Record<Place['view'], string>> = {
  all: 'Nothing is open',
  mine: 'You hold no task',
  unassigned: 'Somebody is on every task',
  due_soon: 'Nothing is due soon',
  overdue: 'Nothing is overdue',
};
