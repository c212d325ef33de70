import { setTimeout as pause } from 'node:timers/promises';
import { hasLeftGroup, isRunning, type ProcessIdentity } from './process-identity.ts';

/** Ends a process and all that it has started: asks first, and after the grace does not ask. */
export async function endGroup(leader: ProcessIdentity, { graceSeconds }: { graceSeconds: number }) {
  if (!isThere(leader)) return;
  signalGroup(leader.pid, 'SIGTERM');
  if (await isGoneWithin(leader, graceSeconds)) return;
  signalGroup(leader.pid, 'SIGKILL');
  await isGoneWithin(leader, 2);
}

/** Signals all that is left of the group that a process leads. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // Nothing is left of it.
  }
}

function isThere(leader: ProcessIdentity): boolean {
  return isRunning(leader) || hasLeftGroup(leader);
}

async function isGoneWithin(leader: ProcessIdentity, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (isThere(leader)) {
    if (Date.now() > deadline) return false;
    await pause(50);
  }
  return true;
}
