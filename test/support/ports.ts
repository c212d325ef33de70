import { randomInt } from 'node:crypto';
import { portFinder } from '../../src/cli/supervision/ports.ts';

const find = portFinder(() => undefined);

/** A free port for a process that is told it. No system gives away one like it meanwhile, as it does one of its own choice. */
export function freePort(): Promise<number> {
  return find({ name: 'a process', host: '127.0.0.1', wanted: randomInt(10_000, 30_000) });
}
