import { useState } from 'react';
import type { TaskShown } from '../../contracts/task.ts';
import { useDecision } from '../api/acts.ts';
import { useSession } from '../api/session.ts';
import { eraseDrafts, useDraft } from '../shell/drafts.ts';
import { Sheet } from '../shell/sheet.tsx';
import { useUnderWay } from '../shell/under-way.ts';
import { type Choice, choiceWords, isOfLess, verdictOf } from '../words/verdicts.ts';
import { draftOf } from './choices-of.ts';
import { ReviewDone } from './review-done.tsx';
import { ReviewForm } from './review-form.tsx';

interface Props {
  readonly task: TaskShown;
  readonly choice: Choice;
  readonly onClose: () => void;
  readonly onNext: () => void;
  readonly onDecided: () => void;
  readonly onWriting: () => void;
}

/** Restates a decision, sends it on a yes, and says that it was taken. Nothing is shown as done before it is. */
export function Review({ task, choice, onClose, onNext, onDecided, onWriting }: Props) {
  const { staff } = useSession();
  // As it was when the review was opened: a change meanwhile is refused, not swallowed.
  const [shown] = useState(task);
  const underWay = useUnderWay(task.id, choice);
  const [reason, setReason] = useDraft(task.id, draftOf(choice));
  const [amount, setAmount] = useState<number>();
  const decision = useDecision(task.id, underWay.over);

  const isGiven = isOfLess(choice) || (choice === 'approve' && shown.amountIn !== undefined);
  const currency = shown.amountIn ?? shown.amount?.currency;
  const given = amount !== undefined && currency !== undefined ? { value: amount, currency } : undefined;
  const money = isGiven
    ? given
    : (shown.amount ?? (choice === 'refund' ? shown.about.dispute?.amount : undefined));

  const send = () => {
    const body = {
      verdict: verdictOf(choice),
      version: shown.version,
      reason: reason.trim(),
      ...(isGiven && given && { amount: given }),
    };
    decision.mutate(
      { ...body, key: underWay.keyOf(body) },
      {
        onSuccess({ state }) {
          setReason('');
          if (state !== 'asked_caller') eraseDrafts(staff.id, task.id);
          if (state === 'decided') onDecided();
        },
      },
    );
  };

  return (
    <Sheet
      title={decision.data ? 'Done' : choiceWords(choice, task).title}
      busy={decision.isPending}
      onClose={decision.data && decision.data.state !== 'asked_caller' ? onNext : onClose}
    >
      {decision.data ? (
        <ReviewDone
          taken={decision.data}
          choice={choice}
          task={shown}
          // What was sent and answered, whatever the form holds.
          money={decision.variables.amount ?? money}
          onNext={onNext}
          onStay={onClose}
        />
      ) : (
        <ReviewForm
          task={shown}
          isChanged={task.version !== shown.version}
          choice={choice}
          money={money}
          currency={isGiven ? currency : undefined}
          onAmount={setAmount}
          reason={reason}
          onReason={(text) => {
            setReason(text);
            onWriting();
          }}
          decision={decision}
          onSend={send}
          onClose={onClose}
        />
      )}
    </Sheet>
  );
}
