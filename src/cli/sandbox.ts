import { join } from 'node:path';
import { readSettings } from '../platform/settings.ts';
import { createSandbox } from '../sandbox/index.ts';
import { oneLine } from './one-line.ts';
import { SANDBOX_KEY } from './stripe-access.ts';
import { takeLock } from './supervision/lock.ts';
import { portFinder } from './supervision/ports.ts';
import { superviseMe } from './supervision/supervised.ts';

/** The Stripe sandbox alone, or as a child of `npm start`, which has locked the folder and found the port already. */
async function runSandbox(): Promise<void> {
  const { dataFolder, sandbox, supervised } = readSettings();
  const { host, port: wanted, webhook } = sandbox;
  const lock = supervised ? undefined : await takeLock(dataFolder);
  const find = portFinder((line) => console.error(line));
  const port = supervised ? wanted : await find({ name: 'Stripe sandbox', host, wanted });
  const file = join(dataFolder, 'sandbox.jsonl');
  const { url, secret } = webhook;
  const told = url === undefined ? {} : { webhook: { key: SANDBOX_KEY, url, secret } };
  const listening = await createSandbox({ file, ...told }).listen(port, host);
  superviseMe({ supervised }, async () => {
    await listening.close();
    lock?.release();
  });
  console.log(JSON.stringify({ msg: 'ready', service: 'sandbox', host, port: listening.port, file }));
}

runSandbox().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
