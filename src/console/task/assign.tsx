import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useClaim } from '../api/acts.ts';
import { useStaff } from '../api/staff.ts';
import { Pick } from '../shell/pick.tsx';
import { Sheet } from '../shell/sheet.tsx';
import { Trouble } from '../shell/trouble.tsx';
import { codeWords } from '../words/kinds.ts';

interface Props {
  readonly task: TaskShown;
  readonly onClose: () => void;
}

/** Gives the task to a colleague, who holds it then. */
export function Assign({ task, onClose }: Props) {
  const staff = useStaff(true);
  const claim = useClaim(task.id);
  const [chosen, setChosen] = useState('');
  const people = staff.data?.staff ?? [];
  return (
    <Sheet title="Assign to a colleague" onClose={onClose}>
      {staff.isPending && <p className="faint">Looking who is there …</p>}
      {staff.error && (
        <Trouble title="Not known who is there." error={staff.error} onRetry={() => void staff.refetch()} />
      )}
      {staff.data && (
        <Pick
          label="Colleague"
          options={people.map(({ id, name, role }) => ({
            id,
            label: `${name}, ${codeWords(role).toLowerCase()}`,
          }))}
          value={chosen}
          onPick={setChosen}
        />
      )}
      {claim.error && <Trouble title="Not assigned." error={claim.error} />}
      <footer className="dialog-foot">
        <Button className="button" onPress={onClose}>
          Cancel
        </Button>
        <Button
          className="button primary"
          isDisabled={chosen === ''}
          isPending={claim.isPending}
          onPress={() => claim.mutate({ for: chosen }, { onSuccess: onClose })}
        >
          Assign
        </Button>
      </footer>
    </Sheet>
  );
}
