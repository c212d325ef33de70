import { type KeyboardEvent, useRef } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useNote } from '../api/acts.ts';
import { refusalIn } from '../api/refusal.ts';
import { useCommands } from '../shell/commands.ts';
import { useDraft } from '../shell/drafts.ts';
import { isSend } from '../shell/send-key.ts';
import { Trouble } from '../shell/trouble.tsx';
import { useUnderWay } from '../shell/under-way.ts';
import { notTakenWords } from '../words/refusals.ts';

interface Props {
  readonly task: TaskShown;
  readonly onWriting: () => void;
}

/** A note for colleagues. It shows at once; where it does not arrive its words come back. */
export function Notes({ task, onWriting }: Props) {
  const [text, setText] = useDraft(task.id, 'note');
  const underWay = useUnderWay(task.id, 'note');
  const note = useNote(task.id, (added) => {
    underWay.over(added.key);
    setText((now) => (now === added.text ? '' : now));
  });
  const field = useRef<HTMLTextAreaElement>(null);
  useCommands('Task', [{ label: 'Write a note', key: 'n', run: () => field.current?.focus() }]);
  const add = () => {
    if (text.trim() === '' || note.isPending) return;
    note.mutate({ key: underWay.keyOf({ text }), text });
  };
  const write = (words: string) => {
    setText(words);
    if (note.isError) note.reset();
  };
  return (
    <section className="card">
      <TextField
        value={note.isPending ? '' : text}
        onChange={write}
        isReadOnly={note.isPending}
        maxLength={2_000}
        onInput={onWriting}
      >
        <Label className="label">Note for colleagues</Label>
        <TextArea
          ref={field}
          rows={2}
          className="text"
          onKeyDown={(event: KeyboardEvent) => {
            if (isSend(event)) add();
            // Letters are keys again, and the words stay.
            else if (event.key === 'Escape') field.current?.blur();
          }}
        />
      </TextField>
      <div className="row">
        <Button className="button small" isDisabled={text.trim() === '' || note.isPending} onPress={add}>
          Add the note
        </Button>
        <span className="faint wide-only">
          <kbd>Ctrl Enter</kbd>
        </span>
      </div>
      {note.error && (
        <Trouble
          title={notTakenWords(refusalIn(note.error), 'The note was not added.')}
          error={note.error}
          onRetry={add}
        />
      )}
    </section>
  );
}
