import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useSearch } from 'wouter';
import type { TaskShown } from '../../contracts/task.ts';
import { useSession } from '../api/session.ts';
import { usePresent } from '../live/presence.ts';
import { Due } from '../shell/due.tsx';
import { Presence } from '../shell/holder.tsx';
import { Icon } from '../shell/icon.tsx';
import { kindWords, queueWords } from '../words/kinds.ts';
import { moneyWords } from '../words/money.ts';
import { BackLink } from './back-link.tsx';
import type { WayOn } from './use-way-on.ts';

interface Props {
  readonly task: TaskShown;
  readonly wayOn: WayOn;
}

/** What the page is about, in a line. */
export function TaskHead({ task, wayOn }: Props) {
  const { id, tenant, kind, amount, reference, priority, queue, dueAt, needed, votes, done, temporalUi } =
    task;
  const { staff, tenants } = useSession();
  const present = usePresent(id, staff.id);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever listens to the page hears what was opened.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <header className="task-head">
      <div className="task-way">
        <BackLink search={useSearch()} />
        {wayOn.position !== undefined && <span className="faint">{wayOn.position}</span>}
        <Button className="button quiet icon-only" aria-label="Previous task" onPress={wayOn.previous}>
          <Icon name="back" />
        </Button>
        <Button className="button quiet icon-only" aria-label="Next task" onPress={wayOn.next}>
          <Icon name="next" />
        </Button>
        <Presence who={present} />
      </div>
      <div className="task-title">
        <h1 ref={heading} tabIndex={-1}>
          {kindWords[kind]}
        </h1>
        {amount && <span className="amount task-amount">{moneyWords(amount)}</span>}
        <span className="reference">{reference}</span>
        {(tenants.length > 1 || tenants.includes('*')) && <span className="chip">{tenant}</span>}
        {priority !== 'normal' && (
          <span className="priority">{priority === 'urgent' ? 'Urgent' : 'High'}</span>
        )}
        {queue === 'escalation' && <span className="chip">{queueWords[queue]}</span>}
        {needed === 2 && <span className="chip">{votes} of 2 approvals</span>}
        {done === undefined && <Due at={dueAt} />}
        {temporalUi !== undefined && (
          <a className="task-out" href={temporalUi} target="_blank" rel="noreferrer">
            Temporal UI <Icon name="out" />
          </a>
        )}
      </div>
    </header>
  );
}
