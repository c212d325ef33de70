import { useEffect } from 'react';
import { GridList } from 'react-aria-components';
import type { HeldRow } from './held-order.ts';
import { returnToRow } from './last-opened.ts';
import { TaskLine } from './task-line.tsx';

interface Props {
  readonly rows: readonly HeldRow[];
  /** The search of the address, which a task that is opened keeps. */
  readonly search: string;
}

/** The queue. One line a task where there is room, else two. */
export function TaskList({ rows, search }: Props) {
  useEffect(returnToRow, []);
  return (
    <div className="queue">
      <div className="queue-head" aria-hidden="true">
        <span>To decide</span>
        <span>Reference</span>
        <span className="right">Amount</span>
        <span>Who</span>
        <span>Due</span>
      </div>
      <GridList aria-label="Tasks" className="queue-rows" disallowTypeAhead keyboardNavigationBehavior="tab">
        {rows.map(({ row, gone }) => (
          <TaskLine key={row.id} task={row} gone={gone} search={search} />
        ))}
      </GridList>
    </div>
  );
}
