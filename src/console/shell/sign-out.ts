import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { post } from '../api/ask.ts';
import { refusalIn } from '../api/refusal.ts';
import { useSession } from '../api/session.ts';
import { eraseDrafts } from './drafts.ts';

/** Where the identity provider ends its own session. */
const signedOut = z.object({ url: z.string() });

/** Ends the session, and leaves nothing of it in this browser. Where it was not ended the page stays and says so. */
export function useSignOut() {
  const { csrf, staff } = useSession();
  return useMutation({
    mutationFn: async () => signedOut.parse(await post('/console/sign-out', { csrf }).catch(whereSignedOut)),
    onSuccess({ url }) {
      eraseDrafts(staff.id);
      location.assign(url);
    },
  });
}

/** Who is signed out already is where they want to be. */
function whereSignedOut(error: unknown): z.infer<typeof signedOut> {
  if (refusalIn(error).name === 'not-signed-in') return { url: '/console/signed-out' };
  throw error;
}
