import { useSearch } from 'wouter';
import { refusalIn } from '../api/refusal.ts';
import { useTask } from '../api/tasks.ts';
import { NotAllowed } from '../shell/not-allowed.tsx';
import { Stale } from '../shell/stale.tsx';
import { useTabTitle } from '../shell/tab-title.ts';
import { Trouble } from '../shell/trouble.tsx';
import { kindWords } from '../words/kinds.ts';
import { BackLink } from './back-link.tsx';
import { TaskSkeleton } from './skeleton.tsx';
import { TaskView } from './task-view.tsx';
import { useWayOn } from './use-way-on.ts';

/** One task, with all that its decision needs. */
export function TaskPage({ id }: { readonly id: string }) {
  const search = useSearch();
  const { data: task, error, refetch } = useTask(id);
  const wayOn = useWayOn(id);
  useTabTitle(task ? `${kindWords[task.kind]} ${task.reference}` : 'Task');
  const refusal = error ? refusalIn(error).name : undefined;

  // What is not theirs to see any more is not shown from memory.
  if (task && refusal !== 'not-found' && refusal !== 'not-allowed')
    return (
      <>
        {error && <Stale error={error} onRetry={() => void refetch()} />}
        <TaskView task={task} wayOn={wayOn} />
      </>
    );
  return (
    <>
      <BackLink search={search} />
      {refusal === undefined && <TaskSkeleton />}
      {refusal === 'not-allowed' && <NotAllowed />}
      {refusal === 'not-found' && (
        <section className="empty">
          <h1>There is no such task</h1>
          <p>It is settled and its time is over, or it is not yours to see.</p>
        </section>
      )}
      {refusal !== undefined && refusal !== 'not-allowed' && refusal !== 'not-found' && (
        <Trouble title="The task cannot be shown." error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}
