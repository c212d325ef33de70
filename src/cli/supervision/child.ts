import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { watchAlive } from './liveness.ts';
import type { LogFile } from './log-file.ts';
import { endGroup, signalGroup } from './process-group.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';

export interface ChildPlan {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** One process of a plan: the next one, after this has died, is another. */
export interface Child {
  identity: ProcessIdentity;
  /** Resolves to how it ended. */
  ended: Promise<string>;
  hasEnded: () => boolean;
  /** What it has written since it was started. */
  said: () => string;
  end: (options: { graceSeconds: number }) => Promise<void>;
}

/** Starts a process; `onFrozen` is told once it has stopped ticking (liveness.ts), before it is killed for it. */
export function startChild({ command, args, env }: ChildPlan, log: LogFile, onFrozen?: () => void): Child {
  const start = log.size();
  const file = log.openToAppend();
  // A group of its own, since Ctrl-C must reach the supervisor alone, which ends its children in order. Standard
  // input is the pipe whose closing tells that the supervisor is gone; a channel beside it carries signs of life.
  const process = spawn(command, args, {
    env,
    stdio: ['pipe', file, file, 'ipc'],
    detached: true,
    windowsHide: true,
  });
  closeSync(file);
  const identity = identify(process.pid ?? 0);
  if (onFrozen)
    watchAlive(process, () => {
      onFrozen();
      signalGroup(identity.pid, 'SIGKILL');
    });
  let over = false;
  const ended = endOf(process).then((how) => {
    over = true;
    // What it had started itself, and left.
    if (process.pid !== undefined) signalGroup(process.pid, 'SIGKILL');
    return how;
  });
  return {
    identity,
    ended,
    hasEnded: () => over,
    said: () => log.readFrom(start),
    async end(options) {
      if (!over) await endGroup(identity, options);
    },
  };
}

function endOf(process: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    process.once('error', (error) => resolve(error.message));
    process.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
