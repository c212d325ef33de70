import { createServer } from 'node:net';

const tries = 100;

/** Gives each asker a port that nobody listens on: the wanted one, or the next that is free, and says so then. */
export function portFinder(say: (line: string) => void) {
  const given = new Set<number>();
  return async ({ name, host, wanted }: { name: string; host: string; wanted: number }): Promise<number> => {
    for (let port = wanted; port < wanted + tries && port <= 65_535; port += 1) {
      const free = given.has(port) ? undefined : await tryPort(host, port);
      if (free === undefined) continue;
      given.add(free);
      if (wanted !== 0 && free !== wanted) say(`Port ${wanted} (${name}) is taken; using ${free}.`);
      return free;
    }
    throw new Error(`No free port for ${name} from ${wanted} on. Set another one, or end what uses them.`);
  };
}

/** The port, if one can listen on it; a port of the system's choice for 0. */
function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(new Error(`Cannot listen on ${host}: ${error.message}.`));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
