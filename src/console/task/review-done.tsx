import { Button } from 'react-aria-components';
import type { DecisionTaken, TaskShown } from '../../contracts/task.ts';
import { Icon } from '../shell/icon.tsx';
import { type Choice, confirmWords } from '../words/verdicts.ts';

interface Props {
  readonly taken: DecisionTaken;
  readonly choice: Choice;
  readonly task: TaskShown;
  readonly money: TaskShown['amount'];
  readonly onNext: () => void;
  readonly onStay: () => void;
}

const words: Readonly<Record<DecisionTaken['state'], string>> = {
  decided: 'Your decision is taken, and is being carried out. Whoever asked is told.',
  one_of_two: 'Your approval counts: 1 of 2. Nothing moves until a second person has approved.',
  asked_caller: 'Your words are on their way to the caller. The task stays open.',
};

/** What became of a decision, and the way to the next task. */
export function ReviewDone({ taken, choice, task, money, onNext, onStay }: Props) {
  const isOver = taken.state !== 'asked_caller';
  return (
    <>
      <div role="status" className="done">
        <span className="done-mark">
          <Icon name="check" />
        </span>
        <div>
          <strong>
            {taken.state === 'one_of_two' && '1 of 2: '}
            {confirmWords(choice, task, money)}
          </strong>
          <p>{words[taken.state]}</p>
        </div>
      </div>
      <footer className="dialog-foot">
        {isOver && (
          <Button className="button" onPress={onStay}>
            Stay here
          </Button>
        )}
        <Button className="button primary" autoFocus onPress={isOver ? onNext : onStay}>
          {isOver ? 'Next task' : 'Go on'} <kbd>Enter</kbd>
        </Button>
      </footer>
    </>
  );
}
