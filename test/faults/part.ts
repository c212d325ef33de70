import { type Child, type ChildPlan, startChild } from '../../src/cli/supervision/child.ts';
import { logFile } from '../../src/cli/supervision/log-file.ts';
import { endGroup, signalGroup } from '../../src/cli/supervision/process-group.ts';
import type { Readiness } from '../../src/cli/supervision/supervisor.ts';
import { until } from '../support/until.ts';

/** One process of the rig, which can be killed and started again. */
export interface Part {
  readonly name: string;
  pid(): number;
  /** Resolves when it can be used. */
  start(): Promise<void>;
  /** `kill -9`; resolves when nothing is left of it. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to how it ended. */
  stop(): Promise<string>;
  freeze(): void;
  thaw(): void;
  restart(): Promise<void>;
}

export function partOf(plan: ChildPlan, logFolder: string, isReady: Readiness['isReady']): Part {
  const log = logFile(logFolder, plan.name);
  let child: Child | undefined;
  const pid = () => child?.identity.pid ?? 0;
  // A part leads a group: the leash, and the Temporal server on it, are one to whoever kills.
  const signal = (name: NodeJS.Signals) => {
    if (child) signalGroup(pid(), name);
  };

  const part: Part = {
    name: plan.name,
    pid,
    async start() {
      child = undefined;
      const isThere = () => {
        // As the supervisor does: what ends at its start, since another part is away, is started again.
        if (!child || child.hasEnded()) child = startChild(plan, log);
        return isReady(child.said());
      };
      await until(`${plan.name} is ready (${log.path})`, isThere, 120);
    },
    async kill() {
      signal('SIGKILL');
      await child?.ended;
      if (child) await endGroup(child.identity, { graceSeconds: 0 });
    },
    async stop() {
      signal('SIGTERM');
      return (await child?.ended) ?? 'never started';
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async restart() {
      await part.kill();
      await part.start();
    },
  };
  return part;
}
