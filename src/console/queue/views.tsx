import { Link } from 'react-aria-components';
import type { TaskPage } from '../../contracts/task.ts';
import { type Place, type View, views, writePlace } from './place.ts';

const labels: Readonly<Record<View, string>> = {
  all: 'All',
  mine: 'Mine',
  unassigned: 'Unassigned',
  due_soon: 'Due soon',
  overdue: 'Overdue',
};

const countOf: Readonly<Record<View, keyof TaskPage['counts']>> = {
  all: 'all',
  mine: 'mine',
  unassigned: 'unassigned',
  due_soon: 'dueSoon',
  overdue: 'overdue',
};

interface Props {
  readonly place: Place;
  readonly counts: TaskPage['counts'] | undefined;
}

export function Views({ place, counts }: Props) {
  return (
    <nav aria-label="Views" className="views">
      {views.map((view) => {
        const count = counts?.[countOf[view]];
        return (
          <Link
            key={view}
            href={`/tasks${writePlace({ ...place, view })}`}
            className="view"
            {...(place.view === view && { 'aria-current': 'page' as const })}
          >
            {labels[view]}
            {count !== undefined && (
              <span className={view === 'overdue' && count > 0 ? 'count count-overdue' : 'count'}>
                {count}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
