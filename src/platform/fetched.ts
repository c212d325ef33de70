import { promises as fs, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.ts';

/**
 * Keeps the file that `fetchInto` leaves in a folder of its own under `file`. It comes there by a rename: two
 * processes may fetch at once, and a fetch that is cut off leaves nothing that looks whole.
 */
export async function keepFetched(
  file: { folder: string; name: string },
  fetchInto: (folder: string) => Promise<string>,
): Promise<string> {
  await fs.mkdir(file.folder, { recursive: true });
  await sweep(file.folder);
  const scratch = await fs.mkdtemp(join(file.folder, `fetching-${process.pid}-`));
  const clear = () => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    const fetched = await fetchInto(scratch);
    await fs.chmod(fetched, 0o755);
    const kept = join(file.folder, file.name);
    await fs.rename(fetched, kept);
    return kept;
  } finally {
    process.off('exit', clear);
    clear();
  }
}

/** Removes what processes that were killed while they fetched have left. */
async function sweep(folder: string): Promise<void> {
  for (const entry of await fs.readdir(folder)) {
    const pid = /^fetching-(\d+)-/.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await fs.rm(join(folder, entry), { recursive: true, force: true });
    }
  }
}
