import { setTimeout as pause } from 'node:timers/promises';
import { type Child, type ChildPlan, startChild } from './child.ts';
import { type LogFile, logFile } from './log-file.ts';
import type { ProcessIdentity } from './process-identity.ts';

const restart = { firstPauseMilliseconds: 200, longestPauseMilliseconds: 10_000, calmMilliseconds: 60_000 };

export interface Readiness {
  /** Whether the child can be used now; `said` is what it has written. Asked again until it is so. */
  isReady: (said: string) => boolean | Promise<boolean>;
  seconds: number;
}

interface Started {
  readonly child: Child;
  readonly log: LogFile;
  readonly readiness: Readiness;
}

export interface Supervisor {
  /**
   * Starts a child, and starts it again whenever it dies, or is not ready in its time; resolves when it is ready for the
   * first time.
   */
  start: (plan: ChildPlan, readiness: Readiness) => Promise<void>;
  /** Ends all children, the last started first. */
  stop: () => Promise<void>;
}

export function createSupervisor({
  logFolder,
  say,
  onChildren,
  graceSeconds = 10,
}: {
  logFolder: string;
  say: (line: string) => void;
  /** Told of all that run, each time another runs. */
  onChildren: (children: ProcessIdentity[]) => void;
  graceSeconds?: number;
}): Supervisor {
  const running = new Map<string, Child>();
  let stopping = false;
  const isStopping = () => stopping;

  function run(plan: ChildPlan, log: LogFile): Child {
    const child = startChild(plan, log, () => say(`${plan.name} is frozen: no sign of life for 4 s.`));
    running.set(plan.name, child);
    onChildren([...running.values()].map(({ identity }) => identity));
    return child;
  }

  async function keepRunning(plan: ChildPlan, { child: first, log, readiness }: Started): Promise<void> {
    let wait = restart.firstPauseMilliseconds;
    for (let child = first; ; child = run(plan, log)) {
      const startedAt = Date.now();
      if (child !== first) void endUnlessReady(plan, { child, log, readiness });
      const how = await child.ended;
      if (isStopping()) return;
      say(`${plan.name} ended (${how}). Starting it again; its log is ${log.path}`);
      const wasCalm = Date.now() - startedAt > restart.calmMilliseconds;
      wait = wasCalm ? restart.firstPauseMilliseconds : wait;
      await pause(wait);
      if (isStopping()) return;
      wait = Math.min(wait * 2, restart.longestPauseMilliseconds);
    }
  }

  /** One that hangs before it ticks for the first time is not seen to be frozen. */
  async function endUnlessReady(plan: ChildPlan, started: Started): Promise<void> {
    try {
      await becomesReady(plan, started);
    } catch (error) {
      if (isStopping() || started.child.hasEnded()) return;
      say((error as Error).message);
      await started.child.end({ graceSeconds: 0 });
    }
  }

  return {
    async start(plan, readiness) {
      if (isStopping()) throw new Error(`${plan.name} is not started any more: everything is being stopped.`);
      const log = logFile(logFolder, plan.name);
      const started = { child: run(plan, log), log, readiness };
      await becomesReady(plan, started);
      void keepRunning(plan, started);
    },
    async stop() {
      stopping = true;
      for (const child of [...running.values()].reverse()) await child.end({ graceSeconds });
    },
  };
}

async function becomesReady({ name }: ChildPlan, { child, log, readiness }: Started): Promise<void> {
  const deadline = Date.now() + readiness.seconds * 1000;
  while (!(await readiness.isReady(child.said()))) {
    if (child.hasEnded()) {
      throw new Error(
        `${name} ended before it was ready (${await child.ended}). Its log tells why: ${log.path}`,
      );
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${name} was not ready within ${readiness.seconds} s. Its log may tell why: ${log.path}`,
      );
    }
    await pause(50);
  }
}
