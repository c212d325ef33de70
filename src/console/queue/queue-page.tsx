import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useClaimInQueue } from '../api/acts.ts';
import { refusalIn } from '../api/refusal.ts';
import { useTaskPages } from '../api/tasks.ts';
import { NotAllowed } from '../shell/not-allowed.tsx';
import { Stale } from '../shell/stale.tsx';
import { useTabTitle } from '../shell/tab-title.ts';
import { Trouble } from '../shell/trouble.tsx';
import { Empty } from './empty.tsx';
import { Filters } from './filters.tsx';
import { NewBar } from './new-bar.tsx';
import { filtersOf, writePlace } from './place.ts';
import { QueueSkeleton } from './skeleton.tsx';
import { TaskList } from './task-list.tsx';
import { useHeldOrder } from './use-held-order.ts';
import { usePlace } from './use-place.ts';
import { useQueueKeys } from './use-queue-keys.ts';
import { Views } from './views.tsx';

const none: never[] = [];

/** The queue: what waits for a person, in the order in which it presses. */
export function QueuePage() {
  const [place, goTo] = usePlace();
  const search = useRef<HTMLInputElement>(null);
  const filters = filtersOf(place);
  const query = useTaskPages(filters);
  const pages = query.data?.pages ?? none;
  const counts = pages.at(-1)?.counts;
  // While another view is on its way, the counts of the last one stay.
  const known = useRef(counts);
  known.current = counts ?? known.current;
  const retry = () => void query.refetch();
  useTabTitle(counts === undefined ? 'Tasks' : `${counts.all} open`);
  const claim = useClaimInQueue();
  useQueueKeys(search, claim.mutate);

  return (
    <>
      <h1 className="visually-hidden">Tasks</h1>
      <div className="queue-tools">
        <Views place={place} counts={known.current} />
        <Filters place={place} searchRef={search} onChange={goTo} />
      </div>
      {claim.error && <Trouble title="Not claimed." error={claim.error} />}
      {query.error && <ListTrouble error={query.error} isShown={counts !== undefined} onRetry={retry} />}
      {query.isPending && <QueueSkeleton />}
      {counts && (
        <Rows
          key={JSON.stringify(filters)}
          query={query}
          search={writePlace(place)}
          empty={
            <Empty
              place={place}
              counts={counts}
              onClear={() => goTo({ kind: undefined, queue: undefined, q: undefined })}
              onAll={() => goTo({ view: 'all' })}
            />
          }
        />
      )}
    </>
  );
}

interface ListTroubleProps {
  readonly error: unknown;
  readonly isShown: boolean;
  readonly onRetry: () => void;
}

function ListTrouble({ error, isShown, onRetry }: ListTroubleProps) {
  if (refusalIn(error).name === 'not-allowed') return <NotAllowed />;
  if (isShown) return <Stale error={error} onRetry={onRetry} />;
  return <Trouble title="The list cannot be shown." error={error} onRetry={onRetry} />;
}

interface RowsProps {
  readonly query: ReturnType<typeof useTaskPages>;
  readonly search: string;
  readonly empty: React.ReactNode;
}

function Rows({ query: { data, hasNextPage, isFetchingNextPage, fetchNextPage }, search, empty }: RowsProps) {
  const pages = data?.pages ?? none;
  const live = pages.flatMap(({ tasks }) => tasks);
  const { rows, fresh, gone, adopt } = useHeldOrder(live, pages.length, hasNextPage);
  return (
    <>
      <NewBar fresh={fresh} gone={gone} onShow={adopt} />
      {rows.length > 0 ? <TaskList rows={rows} search={search} /> : empty}
      {hasNextPage && (
        <Button className="button more" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading …' : 'Load more'}
        </Button>
      )}
    </>
  );
}
