import { closeSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const rotateBytes = 20 * 1024 * 1024;

/** One child's log. Children write to the file themselves, so that no one's end can break their pipe. */
export interface LogFile {
  path: string;
  openToAppend(): number;
  /** What was written from `offset` on. */
  readFrom(offset: number): string;
  size(): number;
}

export function logFile(folder: string, name: string): LogFile {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size() > rotateBytes) renameSync(path, `${path}.old`);
  return {
    path,
    size,
    openToAppend: () => openSync(path, 'a', 0o600),
    readFrom(offset) {
      const bytes = Buffer.alloc(Math.max(0, size() - offset));
      const file = openSync(path, 'r');
      try {
        return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset)).toString();
      } finally {
        closeSync(file);
      }
    },
  };
}
