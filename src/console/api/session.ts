import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { type Session, session } from '../../contracts/task.ts';
import { look, post } from './ask.ts';

export const sessionKey = ['session'];

/** Who is signed in, asked of the API. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => look('/console/session', session, signal),
    staleTime: 60_000,
  });
}

/** Keeps whoever is signed in signed in. */
export function useStaySignedIn() {
  const client = useQueryClient();
  const { csrf } = useSession();
  return useMutation({
    mutationFn: async () => session.parse(await post('/console/session', { csrf })),
    onSuccess: (kept) => client.setQueryData(sessionKey, kept),
  });
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. Only within the shell, which shows nothing to others. */
export function useSession(): Session {
  const signedIn = useContext(SessionContext);
  if (signedIn === undefined) throw new Error('Outside of the shell nobody is signed in.');
  return signedIn;
}
