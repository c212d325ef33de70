import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from '../../platform/processes.ts';

/** A process that cannot be taken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, as the system counts that; undefined where the system does not say. */
  started?: string | undefined;
}

export function identify(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) };
}

/** Whether this very process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return isAlive(pid) && startOf(pid) === started;
}

/** Whether others of the process group that this process led still run, though it has ended itself. */
export function hasLeftGroup({ pid, started }: ProcessIdentity): boolean {
  if (started === undefined || isAlive(pid)) return false;
  return processIds().some((id) => {
    const stat = readStat(id);
    return stat?.group === pid && stat.started.boot === started.split(' ')[0] && stat.state !== 'Z';
  });
}

function startOf(pid: number): string | undefined {
  const stat = readStat(pid);
  // One that has ended and waits for its parent to notice still has a number, and nothing else.
  if (stat) return stat.state === 'Z' ? undefined : `${stat.started.boot} ${stat.started.ticks}`;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { stdio: 'pipe' })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

function readStat(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything, also spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { state: fields[0], group: Number(fields[2]), started: { boot, ticks: fields[19] } };
  } catch {
    return undefined;
  }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
