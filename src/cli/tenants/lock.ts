import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../platform/system-error.ts';

/** It is held for a few milliseconds; whoever has it for so long was killed. */
const STALE_MILLISECONDS = 10_000;
const PATIENCE_MILLISECONDS = 15_000;
const PAUSE_MILLISECONDS = 20;

/**
 * Does what must have a file for itself, one process after the other. By the age of the lock, since processes in other
 * containers are not seen. `stillOurs` is to be asked right before the step that others would notice.
 */
export async function underLock(file: string, act: (stillOurs: () => boolean) => void): Promise<void> {
  const lock = `${file}.lock`;
  const mine = randomUUID();
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (!take(lock, mine)) {
    if (Date.now() > deadline)
      throw new Error(`Another command has the tenants file. If none runs, remove ${lock}.`);
    removeStale(lock, mine);
    await pause(PAUSE_MILLISECONDS);
  }
  const stillOurs = () => holder(lock) === mine;
  try {
    act(stillOurs);
  } finally {
    if (stillOurs()) rmSync(lock, { force: true });
  }
}

function take(lock: string, mine: string): boolean {
  try {
    writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lock: string, mine: string): void {
  if (!isStale(lock)) return;
  const aside = `${lock}.${mine}`;
  try {
    renameSync(lock, aside);
    // Between the look and the rename another may have done the same, and taken it.
    if (!isStale(aside)) linkSync(aside, lock);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isStale(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > STALE_MILLISECONDS;
}

function holder(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}
