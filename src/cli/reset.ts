import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readSettings } from '../platform/settings.ts';
import { oneLine } from './one-line.ts';
import { takeLock } from './supervision/lock.ts';

/** `npm run reset`: forgets all that the data folder holds. */
async function reset(): Promise<void> {
  const { dataFolder } = readSettings();
  if (!existsSync(dataFolder)) {
    console.log(`Nothing to forget: there is no ${dataFolder}.`);
    return;
  }
  if (!['keys.json', 'temporal.db'].some((name) => existsSync(join(dataFolder, name)))) {
    throw new Error(`${dataFolder} is no data folder of Tellerline. Look at what TELLERLINE_DATA says.`);
  }
  // Held until it is gone, so that nothing starts on it meanwhile; this also ends what a killed start has left.
  const lock = await takeLock(dataFolder);
  try {
    if (!(await isMeant(dataFolder))) {
      console.log('Nothing was removed.');
      return;
    }
    rmSync(dataFolder, { recursive: true, force: true });
    console.log(`Removed ${dataFolder}. npm start makes a new one.`);
  } finally {
    lock.release();
  }
}

async function isMeant(dataFolder: string): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY)
    throw new Error('Nobody is there to ask. Say npm run reset -- --yes if it is meant.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = `Remove ${dataFolder} with every call, every sandbox payment and the keys? (y/N) `;
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

reset().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
