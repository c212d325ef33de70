import { Button, Label, TextArea, TextField } from 'react-aria-components';
import type { TaskShown } from '../../contracts/task.ts';
import type { useDecision } from '../api/acts.ts';
import { refusalIn } from '../api/refusal.ts';
import { useSendKey } from '../shell/send-key.ts';
import { Trouble } from '../shell/trouble.tsx';
import { notTakenWords } from '../words/refusals.ts';
import { type Choice, confirmWords } from '../words/verdicts.ts';
import { AmountField } from './amount-field.tsx';
import { Evidence } from './dispute.tsx';
import { Restated } from './restated.tsx';

interface Props {
  readonly task: TaskShown;
  /** Whether the task has changed since the review was opened. */
  readonly isChanged: boolean;
  readonly choice: Choice;
  readonly money: TaskShown['amount'];
  /** Of the amount that has to be given, where one has. */
  readonly currency: string | undefined;
  readonly onAmount: (minorUnits: number | undefined) => void;
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly decision: ReturnType<typeof useDecision>;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** What is about to be decided, its reason, and the button that names the money. */
export function ReviewForm(props: Props) {
  const { task, isChanged, choice, money, currency, onAmount, reason, onReason, decision, onSend, onClose } =
    props;
  const isReady = !isChanged && reason.trim() !== '' && (currency === undefined || money !== undefined);
  const send = () => {
    if (isReady && !decision.isPending) onSend();
  };
  useSendKey(send);
  return (
    <div className="review">
      <Restated task={task} choice={choice} money={money} />
      {choice === 'submit_evidence' && <Evidence evidence={task.about.dispute?.evidence} />}
      {currency !== undefined && (
        <AmountField
          currency={currency}
          most={task.amount?.value}
          onChange={onAmount}
          isDisabled={decision.isPending}
        />
      )}
      <TextField
        value={reason}
        onChange={onReason}
        maxLength={500}
        isRequired
        isDisabled={decision.isPending}
        autoFocus={currency === undefined}
      >
        <Label className="label">{choice === 'contact' ? 'What is written to the caller' : 'Reason'}</Label>
        <TextArea className="text" rows={3} />
      </TextField>
      {isChanged && (
        <p role="status" className="may-not">
          What is asked has changed since you opened this. Close it and look again; your words are kept.
        </p>
      )}
      {decision.error && <Trouble title={notTakenWords(refusalIn(decision.error))} error={decision.error} />}
      <footer className="dialog-foot">
        <Button className="button" isDisabled={decision.isPending} onPress={onClose}>
          Cancel
        </Button>
        <Button
          className="button primary"
          isDisabled={!isReady}
          isPending={decision.isPending}
          onPress={send}
        >
          {decision.isPending ? 'Sending …' : confirmWords(choice, task, money)} <kbd>Ctrl Enter</kbd>
        </Button>
      </footer>
    </div>
  );
}
