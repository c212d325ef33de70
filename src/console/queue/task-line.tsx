import { GridListItem } from 'react-aria-components';
import type { TaskRow } from '../../contracts/task.ts';
import { Due } from '../shell/due.tsx';
import { Holder } from '../shell/holder.tsx';
import { kindWords, reasonWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';

interface Props {
  readonly task: TaskRow;
  readonly gone: boolean;
  readonly search: string;
}

/** One task in the queue, a link to its page. */
export function TaskLine({ task, gone, search }: Props) {
  const { id, kind, reason, summary, reference, amount, dueAt, priority, needed, votes } = task;
  const money = amount === undefined ? '' : moneyWords(amount);
  return (
    <GridListItem
      id={id}
      href={`/tasks/${id}${search}`}
      textValue={[kindWords[kind], reference, money].filter(Boolean).join(', ')}
      className={gone ? 'line line-gone' : 'line'}
      data-priority={priority}
    >
      <span className="line-what">
        <span className="line-kind">
          {priority !== 'normal' && (
            <span className="priority">{priority === 'urgent' ? 'Urgent' : 'High'}</span>
          )}{' '}
          {kindWords[kind]}
        </span>
        <span className="line-reason">{reasonWords(reason)}</span>
        <span className="faint line-summary">{summary}</span>
      </span>
      <span className="line-reference">{reference}</span>
      <span className="amount line-amount">{money}</span>
      <span className="line-who">
        {needed === 2 && (
          <span className="chip" title="Two people have to approve">
            {votes} of 2
          </span>
        )}
        <Holder task={task} />
      </span>
      <span className="line-due">
        {gone ? <span className="faint">No longer here</span> : <Due at={dueAt} />}
      </span>
    </GridListItem>
  );
}
