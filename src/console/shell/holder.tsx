import type { TaskRow } from '../../contracts/task.ts';
import { useNow } from '../api/clock.ts';
import { useSession } from '../api/session.ts';
import { type Present, usePresent } from '../live/presence.ts';
import { Icon } from './icon.tsx';

/** Who holds a task, and who is at it now. */
export function Holder({ task: { id, claim } }: { readonly task: Pick<TaskRow, 'id' | 'claim'> }) {
  const { staff } = useSession();
  const present = usePresent(id, staff.id);
  const now = useNow();
  const holds = claim !== undefined && Date.parse(claim.until) > now;
  return (
    <span className="holder">
      {holds && (
        <span className={claim.by.id === staff.id ? 'chip chip-own' : 'chip'}>
          <Icon name="person" />
          {claim.by.id === staff.id ? 'You' : claim.by.name}
        </span>
      )}
      <Presence who={present} />
    </span>
  );
}

/** "Ana is writing". */
export function Presence({ who }: { readonly who: Present }) {
  return who.map(({ id, name, doing }) => (
    <span key={id} className="chip chip-present">
      <Icon name={doing === 'writing' ? 'pen' : 'eye'} />
      {name} is {doing}
    </span>
  ));
}
