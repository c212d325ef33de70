import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
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
  /** How many bytes the file may grow before it is written anew. That stops the world, so it is left to a start. */
  growth?: number;
}

const roomyGrowth = 256 * 1024 * 1024;

/** Opens the file and replays it. Written bytes are the system's, so they outlive a killed process without fsync. */
export function openStateFile(path: string, { apply, snapshot, growth = roomyGrowth }: Source): StateFile {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) for (const change of readChanges(path)) apply(change);
  let { file, size } = rewrite(path, snapshot());
  let rewriteAt = size * 2 + growth;
  let closed = false;
  return {
    append(change) {
      // A late write would go to whatever file has the descriptor's number by then.
      if (closed) throw new Error('The sandbox is closed.');
      size += writeSync(file, toLine(change));
      if (size < rewriteAt) return;
      closeSync(file);
      ({ file, size } = rewrite(path, snapshot()));
      rewriteAt = size * 2 + growth;
    },
    close() {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

function* readChanges(path: string): Iterable<Change> {
  let number = 0;
  for (const line of readLines(path)) {
    number += 1;
    try {
      yield JSON.parse(line) as Change;
    } catch (cause) {
      throw new Error(`${path} is damaged at line ${number}.`, { cause });
    }
  }
}

/**
 * Every whole line ends in a newline: what follows the last one was torn by a kill, was never answered, and is left
 * out. Read piece by piece, since a file can be longer than a string may be.
 */
function* readLines(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  const piece = Buffer.alloc(1024 * 1024);
  let pending = Buffer.alloc(0);
  for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
    const data = Buffer.concat([pending, piece.subarray(0, length)]);
    let start = 0;
    for (let end = data.indexOf('\n'); end >= 0; end = data.indexOf('\n', start)) {
      yield data.toString('utf8', start, end);
      start = end + 1;
    }
    pending = data.subarray(start);
  }
  closeSync(file);
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
