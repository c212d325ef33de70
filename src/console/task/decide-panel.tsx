import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import { useClaim } from '../api/acts.ts';
import { useNow } from '../api/clock.ts';
import { useSession } from '../api/session.ts';
import { useCommands } from '../shell/commands.ts';
import { type Choice, choiceWords } from '../words/verdicts.ts';
import { choicesOf, isOffered, mayNotWords } from './choices-of.ts';
import { holderOf } from './holder-of.ts';
import { Review } from './review.tsx';

interface Props {
  readonly task: TaskShown;
  readonly onNext: () => void;
  readonly onDecided: () => void;
  readonly onWriting: () => void;
}

/** What may be decided. A press or a letter opens the review, and never sends. */
export function DecidePanel({ task, onNext, onDecided, onWriting }: Props) {
  const { staff } = useSession();
  const holder = holderOf(task, staff.id, useNow());
  const claim = useClaim(task.id);
  const [reviewed, setReviewed] = useState<Choice>();
  const isOpen = task.done === undefined && holder !== 'other';
  const all = choicesOf(task);
  const review = (choice: Choice) => {
    // Whoever decides holds it: nobody else begins on it meanwhile.
    if (holder === 'nobody') claim.mutate({});
    setReviewed(choice);
  };
  const offered = isOpen ? all.filter((choice) => isOffered(task, choice)) : [];
  useCommands(
    'Decide',
    offered.map((choice) => {
      const { open, letter } = choiceWords(choice, task);
      return { label: `${open} …`, key: letter, run: () => review(choice) };
    }),
  );
  const mayNot = mayNotWords(task);

  return (
    <div className="decide">
      {mayNot !== undefined && task.done === undefined && <p className="may-not">{mayNot}</p>}
      <div className="decide-buttons">
        {all.map((choice, index) => {
          const { open, letter } = choiceWords(choice, task);
          return (
            <Button
              key={choice}
              className={index === 0 ? 'button primary' : 'button'}
              isDisabled={!offered.includes(choice)}
              onPress={() => review(choice)}
            >
              {open} <kbd>{letter.toUpperCase()}</kbd>
            </Button>
          );
        })}
      </div>
      {reviewed !== undefined && (
        <Review
          task={task}
          choice={reviewed}
          onClose={() => setReviewed(undefined)}
          onNext={onNext}
          onDecided={onDecided}
          onWriting={onWriting}
        />
      )}
    </div>
  );
}
