import { Button } from 'react-aria-components';
import { useNow } from '../api/clock.ts';
import { refusalIn } from '../api/refusal.ts';
import { refusalWords } from '../words/refusals.ts';

interface Props {
  /** What could not be done. */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what went wrong, with the id to tell those who look after the server, and a way to try again. */
export function Trouble({ title, error, onRetry }: Props) {
  const now = useNow();
  const refusal = refusalIn(error);
  return (
    <div role="alert" className="trouble">
      <div>
        <strong>{title}</strong> <span>{refusalWords(refusal, now)}</span>
        {refusal.requestId !== undefined && <p className="faint">Request id {refusal.requestId}</p>}
      </div>
      {onRetry && (
        <Button className="button small" onPress={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
