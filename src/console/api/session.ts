import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { type Session, session } from '../../contracts/task.ts';
import { look, post } from './ask.ts';

export const sessionKey = ['session'];

/** Who is signed in, asked of the API. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ client, signal }) => {
      const now = await look('/console/session', session, signal);
      forgetOthers(client, now);
      return now;
    },
  });
}

/** Whose eyes what is shown is for. */
export const eyesOf = ({ staff, tenants }: Session) => JSON.stringify([staff.id, tenants]);

/** Where somebody else has signed in at another page, or sees other tenants now, nothing stays of what was looked at before. */
export function forgetOthers(client: QueryClient, now: Session): void {
  const before = client.getQueryData<Session>(sessionKey);
  if (before === undefined || eyesOf(before) === eyesOf(now)) return;
  client.removeQueries({ predicate: ({ queryKey: [of] }) => of !== sessionKey[0] });
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
