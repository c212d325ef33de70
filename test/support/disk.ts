import { readFile } from 'node:fs/promises';

/** All that the Temporal server has written: its file, and what is still in the journal beside it. */
export async function onDisk(): Promise<Buffer> {
  const file = process.env['TEST_TEMPORAL_FILE'] ?? '';
  return Buffer.concat(await Promise.all([file, `${file}-wal`].map((path) => readFile(path))));
}
