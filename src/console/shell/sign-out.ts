import { z } from 'zod';
import { post } from '../api/ask.ts';
import { useSession } from '../api/session.ts';
import { eraseDrafts } from './drafts.ts';

/** Where the identity provider ends its own session. */
const signedOut = z.object({ url: z.string() });

/** Ends the session, and leaves nothing of it in this browser. */
export function useSignOut(): () => Promise<void> {
  const { csrf, staff } = useSession();
  return async () => {
    eraseDrafts(staff.id);
    // Who is signed out already is where they want to be.
    const answer = await post('/console/sign-out', { csrf }).catch(() => undefined);
    const read = signedOut.safeParse(answer);
    location.assign(read.success ? read.data.url : '/console/signed-out');
  };
}
