import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLive } from './live.tsx';

/** Says that the line is lost, and when it is tried again. What is shown stays. */
export function LineBar() {
  const { line, retry } = useLive();
  return (
    <div role="status">
      {!line.open && (
        <div className="bar bar-warn">
          <span>
            Connection lost. What you see may be out of date; your drafts are safe. Trying again
            <Countdown until={line.retryAt} />.
          </span>
          <Button className="button small" onPress={retry}>
            Try now
          </Button>
        </div>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1_000);
    return () => clearInterval(timer);
  });
  // Not read out each second.
  return <span aria-hidden="true">{seconds > 0 ? ` in ${seconds} s` : ' now'}</span>;
}
