import { useEffect, useState } from 'react';
import type { TaskShown } from '../../contracts/task.ts';
import { noteOpened } from '../queue/last-opened.ts';
import { Asked } from './asked.tsx';
import { Banner } from './banner.tsx';
import { Caller } from './caller.tsx';
import { ClaimPanel } from './claim-panel.tsx';
import { Conversation } from './conversation.tsx';
import { DecidePanel } from './decide-panel.tsx';
import { DisputeCard } from './dispute.tsx';
import { Earlier } from './earlier.tsx';
import { Notes } from './notes.tsx';
import { PaymentCard } from './payment.tsx';
import { TaskHead } from './task-head.tsx';
import { Timeline } from './timeline.tsx';
import { useKeepClaim } from './use-keep-claim.ts';
import { useSayPresence } from './use-say-presence.ts';
import { useTaskKeys } from './use-task-keys.ts';
import type { WayOn } from './use-way-on.ts';

interface Props {
  readonly task: TaskShown;
  readonly wayOn: WayOn;
}

/** A task on the screen: what is to be known on the left, what is to be done on the right. */
export function TaskView({ task, wayOn }: Props) {
  const [decided, setDecided] = useState(false);
  useEffect(() => noteOpened(task.id), [task.id]);
  useKeepClaim(task);
  const onWriting = useSayPresence(task.id, task.done === undefined);
  useTaskKeys(wayOn);
  const { about } = task;
  return (
    <>
      <TaskHead task={task} wayOn={wayOn} />
      <div className="task">
        <div className="task-main">
          <Asked task={task} />
          {about.dispute && <DisputeCard dispute={about.dispute} />}
          {about.payment && <PaymentCard payment={about.payment} />}
          <Conversation task={task} />
          <Earlier earlier={task.earlier} />
        </div>
        <div className="task-side">
          <section className="card act">
            {task.done && !decided ? (
              <Banner done={task.done} onNext={wayOn.next} />
            ) : (
              <ClaimPanel task={task} />
            )}
            <DecidePanel
              task={task}
              onNext={wayOn.next}
              onDecided={() => setDecided(true)}
              onWriting={onWriting}
            />
          </section>
          <Caller task={task} />
          <Notes task={task} onWriting={onWriting} />
          <Timeline task={task} />
        </div>
      </div>
    </>
  );
}
