import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { StoredObject } from './objects.ts';
import type { KeyedReply } from './wire/idempotency.ts';

/** What one commit did to one account: one line of the file, so that it is there as a whole or not at all. */
export interface Change {
  account: string;
  objects?: StoredObject[];
  reply?: KeyedReply;
  clockOffsetMs?: number;
  /** All that the account held is gone; what else the line says comes after. */
  reset?: true;
}

export interface StateFile {
  append(change: Change): void;
  close(): void;
}

interface Source {
  apply(change: Change): void;
  snapshot(): Iterable<Change>;
}

const growthBeforeRewrite = 32 * 1024 * 1024;

/** Opens the file and replays it. Written bytes are the system's, so they outlive a killed process without fsync. */
export function openStateFile(path: string, { apply, snapshot }: Source): StateFile {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) for (const change of readChanges(path)) apply(change);
  let { file, size } = rewrite(path, snapshot());
  let rewriteAt = size * 2 + growthBeforeRewrite;
  let closed = false;
  return {
    append(change) {
      // A late write would go to whatever file has the descriptor's number by then.
      if (closed) throw new Error('The sandbox is closed.');
      size += writeSync(file, toLine(change));
      if (size < rewriteAt) return;
      closeSync(file);
      ({ file, size } = rewrite(path, snapshot()));
      rewriteAt = size * 2 + growthBeforeRewrite;
    },
    close() {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

function* readChanges(path: string): Iterable<Change> {
  const lines = readFileSync(path, 'utf8').split('\n');
  // Every whole line ends in a newline: what follows the last one was torn by a kill, and was never answered.
  lines.pop();
  for (const line of lines) yield JSON.parse(line) as Change;
}

function rewrite(path: string, changes: Iterable<Change>): { file: number; size: number } {
  const next = `${path}.next`;
  const file = openSync(next, 'w', 0o600);
  for (const change of changes) writeSync(file, toLine(change));
  // The descriptor follows the file through the rename, so the next append goes to the right place.
  renameSync(next, path);
  return { file, size: fstatSync(file).size };
}

const toLine = (change: Change): string => `${JSON.stringify(change)}\n`;
