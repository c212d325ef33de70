import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../platform/system-error.ts';
import { endGroup } from './process-group.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/** What the one process that may use a data folder has written about itself. */
export interface Holder extends ProcessIdentity {
  /** Each leads a process group of its own. */
  children: ProcessIdentity[];
  /** Where things run, as they came to be: a taken port moves them. */
  addresses: Record<string, string>;
}

export interface Lock {
  note(news: Partial<Pick<Holder, 'children' | 'addresses'>>): void;
  release(): void;
}

/** Takes the data folder for this process; one line says why where another has it. */
export async function takeLock(dataFolder: string): Promise<Lock> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = fileIn(dataFolder);
  let mine: Holder = { ...identify(process.pid), children: [], addresses: {} };
  while (!createWhole(file, mine)) {
    mine = { ...mine, children: [...mine.children, ...takeFromDead(file, dataFolder)] };
  }
  await Promise.all(mine.children.map((child) => endGroup(child, { graceSeconds: 5 })));
  const note: Lock['note'] = (news) => {
    mine = { ...mine, ...news };
    replaceWhole(file, mine);
  };
  note({ children: [] });
  return { note, release: () => rmSync(file, { force: true }) };
}

/** Who has the data folder now, if anybody. */
export function holderOf(dataFolder: string): Holder | undefined {
  const holder = read(fileIn(dataFolder));
  return holder && isRunning(holder) ? holder : undefined;
}

/** Removes the lock of a process that is gone, and returns what it had started. */
function takeFromDead(file: string, dataFolder: string): ProcessIdentity[] {
  refuseIfHeld(read(file), dataFolder);
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return [];
  }
  const taken = read(aside);
  try {
    // Between the look and the rename another may have done all this, and the lock be alive.
    if (taken && isRunning(taken)) linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  refuseIfHeld(taken, dataFolder);
  return taken?.children ?? [];
}

function refuseIfHeld(holder: Holder | undefined, dataFolder: string): void {
  if (!holder || !isRunning(holder)) return;
  const advice = 'Stop that one with Ctrl-C, or set TELLERLINE_DATA to another folder';
  throw new Error(`Tellerline already runs on ${dataFolder} (process ${holder.pid}). ${advice}.`);
}

function createWhole(file: string, holder: Holder): boolean {
  const scratch = writeAside(file, holder);
  try {
    linkSync(scratch, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(scratch, { force: true });
  }
}

function replaceWhole(file: string, holder: Holder): void {
  renameSync(writeAside(file, holder), file);
}

function writeAside(file: string, holder: Holder): string {
  const scratch = `${file}.${randomUUID()}`;
  writeFileSync(scratch, JSON.stringify(holder));
  return scratch;
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

const fileIn = (dataFolder: string) => join(dataFolder, 'lock.json');
