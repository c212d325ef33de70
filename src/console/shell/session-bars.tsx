import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useNow } from '../api/clock.ts';
import { refusalIn } from '../api/refusal.ts';
import { sessionKey, useSession, useSessionQuery, useStaySignedIn } from '../api/session.ts';
import { span } from '../words/time.ts';
import { isInUse } from './in-use.ts';
import { signInAddress } from './sign-in-address.ts';
import { Trouble } from './trouble.tsx';

/** How long before its end a session is said to end, milliseconds. */
const WARN_BEFORE = 5 * 60_000;

/** Says that the session has ended or is about to. Nothing that is being written is taken away for it. */
export function SessionBars() {
  const { error } = useSessionQuery();
  const { expiresAt } = useSession();
  const stay = useStaySignedIn();
  const left = Date.parse(expiresAt) - useNow();
  const isOut = (error !== null && refusalIn(error).name === 'not-signed-in') || left <= 0;
  useStayWhileUsed(left, stay.mutate);
  return (
    <div role="status">
      {isOut && (
        <div className="bar bar-warn">
          <span>Your session has ended. Your drafts are kept in this browser.</span>
          <a className="button small" href={signInAddress()}>
            Sign in again
          </a>
        </div>
      )}
      {!isOut && left < WARN_BEFORE && (
        <div className="bar bar-warn">
          <span>
            Your session ends<span aria-hidden="true"> in {span(left)}</span>. Your drafts are kept.
          </span>
          <Button className="button small" isPending={stay.isPending} onPress={() => stay.mutate()}>
            Stay signed in
          </Button>
          <a href={signInAddress()}>Sign in again</a>
          {stay.error && <Trouble title="Not prolonged." error={stay.error} />}
        </div>
      )}
    </div>
  );
}

/** Whoever works stays signed in; a page that nobody is at only looks whether they have at another one. */
function useStayWhileUsed(left: number, stay: () => void): void {
  const client = useQueryClient();
  const isNear = left < 2 * WARN_BEFORE;
  useEffect(() => {
    if (!isNear) return undefined;
    const look = () => {
      if (isInUse()) stay();
      else void client.invalidateQueries({ queryKey: sessionKey });
    };
    look();
    const timer = setInterval(look, 60_000);
    return () => clearInterval(timer);
  }, [isNear, client, stay]);
}
