import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { refusalIn } from './refusal.ts';
import { sessionKey } from './session.ts';

/** Refusals that no second try changes. */
const isFinal = (status = 0) => status >= 400 && status < 500;

/** Refusals of a session that has ended, or is another one since somebody signed in at another page. */
const isOfSession = (name: string) => name === 'not-signed-in' || name === 'cross-site';

/** What is known of the API's answers. Where one says that the session is not what it was, it is looked at again. */
export function createClient(): QueryClient {
  const notice = (error: unknown) => {
    if (isOfSession(refusalIn(error).name)) void client.invalidateQueries({ queryKey: sessionKey });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== sessionKey[0]) notice(error);
      },
    }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      // A browser that thinks it is off line keeps nothing back: what was pressed is sent now or fails now.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && !isFinal(refusalIn(error).status),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });
  return client;
}
