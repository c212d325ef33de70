import { useLive } from '../live/live.tsx';
import { Trouble } from './trouble.tsx';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** What is shown could not be brought up to date: over the page, so that nothing moves. A lost line says so itself. */
export function Stale({ error, onRetry }: Props) {
  const { line } = useLive();
  if (!line.open) return null;
  return (
    <div className="stale">
      <Trouble title="This could not be brought up to date." error={error} onRetry={onRetry} />
    </div>
  );
}
