import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useClaim, useRelease } from '../api/acts.ts';
import { useNow } from '../api/clock.ts';
import { useSession } from '../api/session.ts';
import { useCommands } from '../shell/commands.ts';
import { Icon } from '../shell/icon.tsx';
import { Trouble } from '../shell/trouble.tsx';
import { queueWords } from '../words/kinds.ts';
import { Assign } from './assign.tsx';
import { claimWords, holderOf } from './holder-of.ts';
import { TakeOver } from './take-over.tsx';

/** Who holds the task, and how to take it, give it back or hand it on. */
export function ClaimPanel({ task }: { readonly task: TaskShown }) {
  const { staff } = useSession();
  const now = useNow();
  const claim = useClaim(task.id);
  const release = useRelease(task.id);
  const [open, setOpen] = useState<'take-over' | 'assign'>();
  const close = () => setOpen(undefined);
  const holder = holderOf(task, staff.id, now);
  const isOpen = task.done === undefined;
  const otherQueue = task.queue === 'support' ? 'escalation' : 'support';
  const may = { assign: staff.role !== 'agent' && isOpen };

  const acts = [
    holder === 'nobody' && { label: 'Claim', key: 'c', run: () => claim.mutate({}) },
    holder === 'self' && { label: 'Release', key: 'u', run: () => release.mutate({}) },
    holder === 'other' && { label: 'Take over', key: 't', run: () => setOpen('take-over') },
    holder !== 'other' && {
      label: `Hand to ${queueWords[otherQueue].toLowerCase()}`,
      key: 'h',
      run: () => release.mutate({ queue: otherQueue }),
    },
    may.assign && { label: 'Assign to a colleague', key: 'g', run: () => setOpen('assign') },
  ].filter((act) => act !== false);
  const [first, ...others] = isOpen ? acts : [];
  useCommands('Task', isOpen ? acts : []);

  return (
    <div className="claim">
      <p className="claim-words">{claimWords(task, staff.id, now)}</p>
      {first && (
        <div className="row">
          <Button className="button small" onPress={first.run}>
            {first.label} <kbd>{first.key.toUpperCase()}</kbd>
          </Button>
          {others.length > 0 && (
            <MenuTrigger>
              <Button className="button small" aria-label="More to do with it">
                More <Icon name="down" />
              </Button>
              <Popover className="popover">
                <Menu className="options">
                  {others.map(({ label, key, run }) => (
                    <MenuItem key={label} id={label} className="option" textValue={label} onAction={run}>
                      {label} <kbd>{key.toUpperCase()}</kbd>
                    </MenuItem>
                  ))}
                </Menu>
              </Popover>
            </MenuTrigger>
          )}
        </div>
      )}
      {claim.error && open === undefined && <Trouble title="Not claimed." error={claim.error} />}
      {release.error && <Trouble title="Not released." error={release.error} />}
      {open === 'take-over' && <TakeOver task={task} onClose={close} />}
      {open === 'assign' && <Assign task={task} onClose={close} />}
    </div>
  );
}
