import { join } from 'node:path';
import { readSettings } from '../platform/settings.ts';
import { createSandbox } from '../sandbox/index.ts';

const settings = readSettings();
const { host } = settings.sandbox;
const file = join(settings.dataFolder, 'sandbox.jsonl');
const listening = await createSandbox({ file }).listen(settings.sandbox.port, host);
process.stdout.write(`${JSON.stringify({ service: 'sandbox', host, port: listening.port, file })}\n`);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  void listening.close().then(() => process.exit(0));
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (process.env['TELLERLINE_SUPERVISED'] === '1') {
  // The supervisor holds the other end: where it dies, however it dies, the pipe closes.
  process.stdin.on('end', stop).resume();
}
