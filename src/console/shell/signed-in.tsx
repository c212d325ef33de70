import { type ReactNode, useEffect } from 'react';
import { refusalIn } from '../api/refusal.ts';
import { eyesOf, SessionContext, useSessionQuery } from '../api/session.ts';
import { signInAddress } from './sign-in-address.ts';
import { Trouble } from './trouble.tsx';

/** Shows what is within to who is signed in; leads all others to the sign-in, and back to this very page. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useSessionQuery();
  const isNobody = error !== null && refusalIn(error).name === 'not-signed-in';
  useEffect(() => {
    if (isNobody && !data) location.replace(signInAddress());
  }, [isNobody, data]);

  if (data)
    return (
      // Another person gets pages of their own.
      <SessionContext key={eyesOf(data)} value={data}>
        {children}
      </SessionContext>
    );
  if (error === null || isNobody) return <p className="centered faint">Signing in …</p>;
  return (
    <main className="centered">
      <Trouble title="The console cannot be opened." error={error} onRetry={() => void refetch()} />
    </main>
  );
}
