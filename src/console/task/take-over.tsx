import { Button, Label, TextArea, TextField } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useClaim } from '../api/acts.ts';
import { useDraft } from '../shell/drafts.ts';
import { useSendKey } from '../shell/send-key.ts';
import { Sheet } from '../shell/sheet.tsx';
import { Trouble } from '../shell/trouble.tsx';

interface Props {
  readonly task: TaskShown;
  readonly onClose: () => void;
}

/** Takes a task from the one who holds it, who is told why. */
export function TakeOver({ task, onClose }: Props) {
  const [why, setWhy] = useDraft(task.id, 'take-over');
  const claim = useClaim(task.id);
  const send = () => {
    if (why.trim() === '') return;
    claim.mutate(
      { takeOver: why },
      {
        onSuccess: () => {
          setWhy('');
          onClose();
        },
      },
    );
  };
  useSendKey(send);
  return (
    <Sheet title={`Take it over from ${task.claim?.by.name ?? 'nobody'}`} onClose={onClose}>
      <TextField value={why} onChange={setWhy} maxLength={500} isRequired autoFocus>
        <Label className="label">Why</Label>
        <TextArea className="text" rows={3} />
      </TextField>
      {claim.error && <Trouble title="Not taken over." error={claim.error} />}
      <footer className="dialog-foot">
        <Button className="button" onPress={onClose}>
          Cancel
        </Button>
        <Button
          className="button primary"
          isDisabled={why.trim() === ''}
          isPending={claim.isPending}
          onPress={send}
        >
          Take over
        </Button>
      </footer>
    </Sheet>
  );
}
