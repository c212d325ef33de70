import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { refusalIn } from '../api/refusal.ts';
import { SessionContext, signInAddress, useSessionQuery } from '../api/session.ts';
import { Trouble } from './trouble.tsx';

const OnSignedOut = createContext<() => void>(() => undefined);

/** What to call once somebody has signed out. */
export const useSignedOut = () => useContext(OnSignedOut);

/** Shows what is within to who is signed in; leads all others to the sign-in, and back to this very page. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useSessionQuery();
  const [isOut, setOut] = useState(false);
  const isNobody = error !== null && refusalIn(error).name === 'not-signed-in';
  useEffect(() => {
    if (isNobody && !data) location.replace(signInAddress());
  }, [isNobody, data]);

  if (isOut) return <SignedOut />;
  if (data)
    return (
      <SessionContext value={data}>
        <OnSignedOut value={() => setOut(true)}>{children}</OnSignedOut>
      </SessionContext>
    );
  if (error === null || isNobody) return <p className="centered faint">Signing in …</p>;
  return (
    <main className="centered">
      <Trouble title="The console cannot be opened." error={error} onRetry={() => void refetch()} />
    </main>
  );
}

function SignedOut() {
  return (
    <main className="centered">
      <h1>You have signed out</h1>
      <p>Your drafts are erased from this browser.</p>
      <a className="button primary" href="/console/sign-in?return_to=%2Fconsole%2Ftasks">
        Sign in
      </a>
    </main>
  );
}
