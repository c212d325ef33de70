import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { holderOf } from '../../src/cli/supervision/lock.ts';
import { answers } from '../../src/cli/supervision/readiness.ts';
import { endPrograms, fromRoot, launch, type Program } from '../cli/run-program.ts';
import { until } from '../support/until.ts';
import { report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellerline-frozen-'));
const names = ['API', 'CODEC', 'SANDBOX', 'TEMPORAL', 'TEMPORAL_UI'];
let running: Program;

beforeAll(async () => {
  const anyPorts = Object.fromEntries(names.map((name) => [`TELLERLINE_${name}_PORT`, '0']));
  const args = [fromRoot('src/cli/bootstrap.mjs'), 'start'];
  running = launch(process.execPath, args, { ...anyPorts, TELLERLINE_DATA: folder });
  await until('npm start prints its table', () => running.output().includes('A call to copy'), 90);
}, 100_000);
afterAll(async () => {
  running.process.kill('SIGINT');
  await running.ended;
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('npm start replaces a frozen worker and a frozen API within 8 seconds, and calls go on', async () => {
  const { children = [], addresses } = holderOf(folder) ?? {};
  const url = addresses?.['api'] ?? '';
  // In the order of their start: Temporal, sandbox, worker, API.
  const [, , worker, api] = children;
  const began = Date.now();
  for (const one of [worker, api]) process.kill(one?.pid ?? 0, 'SIGSTOP');
  const seconds = async (what: string, isSo: () => boolean | Promise<boolean>) => {
    await until(what, isSo, 20);
    return (Date.now() - began) / 1_000;
  };
  const apiAnswers = answers(`${url}/readyz`);
  const log = () => readFileSync(join(folder, 'logs', 'worker.log'), 'utf8');
  const [workerBack, apiBack] = await Promise.all([
    seconds('another worker is ready', () => log().split('"msg":"ready"').length === 3),
    seconds('another API is ready', () => apiAnswers('')),
  ]);

  report('frozen, replaced after', { 'worker (s)': workerBack.toFixed(1), 'API (s)': apiBack.toFixed(1) });
  expect(workerBack).toBeLessThan(8);
  expect(apiBack).toBeLessThan(8);
  expect(running.output()).toContain('worker is frozen: no sign of life for 4 s.');
  const body = { intent: 'refund', caller: { phone: '+14155550101' } };
  const first = await persistentAgent([url], newRecording()).start(randomUUID(), body);
  expect(first.expects?.kind).toBe('identity');
}, 60_000);
