import type { TaskRow } from '../../contracts/task.ts';
import { useByClock } from '../api/clock.ts';
import { useSession } from '../api/session.ts';
import { type Present, usePresent } from '../live/presence.ts';
import { Icon } from './icon.tsx';

/** Who holds a task, and who is at it now: one who does both is named once. */
export function Holder({ task: { id, claim } }: { readonly task: Pick<TaskRow, 'id' | 'claim'> }) {
  const { staff } = useSession();
  const present = usePresent(id, staff.id);
  const holds = useByClock((now) => now < Date.parse(claim?.until ?? ''));
  const holder = holds ? claim?.by : undefined;
  const there = present.find((one) => one.id === holder?.id);
  return (
    <span className="holder">
      {holder && (
        <span className={holder.id === staff.id ? 'chip chip-own' : 'chip'}>
          <Icon name="person" />
          <span>
            {holder.id === staff.id ? 'You' : holder.name}
            {there && ` is ${there.doing}`}
          </span>
        </span>
      )}
      <Presence who={present.filter((one) => one !== there)} />
    </span>
  );
}

/** "Ana is writing". */
export function Presence({ who }: { readonly who: Present }) {
  return who.map(({ id, name, doing }) => (
    <span key={id} className="chip chip-present">
      <Icon name={doing === 'writing' ? 'pen' : 'eye'} />
      <span>
        {name} is {doing}
      </span>
    </span>
  ));
}
