import { useQueryClient } from '@tanstack/react-query';
import { post } from '../api/ask.ts';
import { useSession } from '../api/session.ts';
import { eraseDrafts } from './drafts.ts';
import { useSignedOut } from './signed-in.tsx';

/** Ends the session, and leaves nothing of it in this browser. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const { csrf, staff } = useSession();
  const onSignedOut = useSignedOut();
  return async () => {
    await post('/console/sign-out', { csrf });
    eraseDrafts(staff.id);
    client.clear();
    onSignedOut();
  };
}
