import { Resolver } from 'node:dns/promises';

/** Finds every address of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** How long one server is asked, milliseconds; it is asked twice. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/**
 * Asks name servers, and not the system's own look-up: that has four threads for the whole process, which a dead name
 * server would keep from everything else.
 */
export const resolveByServers: Resolve = async (name) => {
  const resolver = new Resolver(PATIENCE);
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};
