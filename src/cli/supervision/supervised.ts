import { tellAlive } from './liveness.ts';

const graceMilliseconds = 8_000;

/**
 * Has `stop` called once, and this process end after it, when a signal asks for it or, for a child of `npm start`,
 * when the supervisor is gone: that closes our standard input, however the supervisor came to its end.
 */
export function superviseMe({ supervised }: { supervised: boolean }, stop: () => unknown): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), graceMilliseconds).unref();
    Promise.resolve()
      .then(stop)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  if (!supervised) return;
  tellAlive();
  process.stdin.resume();
  process.stdin.on('end', end).on('error', end);
}
