import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { holderOf } from '../../src/cli/supervision/lock.ts';
import { answers } from '../../src/cli/supervision/readiness.ts';
import { endPrograms, fromRoot, launch, type Program } from '../cli/run-program.ts';
import { until } from '../support/until.ts';
import { report } from './figures.ts';
import { stripeSide } from './stripe-side.ts';
import { talk } from './writes/talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellerline-frozen-'));
const names = ['API', 'CODEC', 'SANDBOX', 'TEMPORAL', 'TEMPORAL_UI'];
let program: Program;

beforeAll(async () => {
  const anyPorts = Object.fromEntries(names.map((name) => [`TELLERLINE_${name}_PORT`, '0']));
  const args = [fromRoot('src/cli/bootstrap.mjs'), 'start'];
  program = launch(process.execPath, args, { ...anyPorts, TELLERLINE_DATA: folder });
  await until('npm start prints its table', () => program.output().includes('A call to copy'), 180);
}, 200_000);
afterAll(async () => {
  program.process.kill('SIGINT');
  await program.ended;
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('npm start replaces a frozen API, and a worker that froze with a refund on its way, within 8 seconds: one refund, and the caller hears it', async () => {
  const { children = [], addresses } = holderOf(folder) ?? {};
  const url = addresses?.['api'] ?? '';
  const stripe = stripeSide(Number(new URL(addresses?.['sandbox'] ?? '').port));
  const payer = await stripe.payer();
  const { payment } = payer;
  const { begin, say, end } = talk({ urls: [url] });
  const first = await begin({ intent: 'refund', caller: { email: payer.email } });
  const second = await say(first, { identity: payer.identity });
  const request = { method: 'POST', path: '/v1/refunds' };
  // It has arrived at Stripe, and the one worker there is waits for its answer.
  const hold = await stripe.hold({ ...request, params: { payment_intent: payment } }, 'before');
  const last = end(second, { confirm: true });
  await hold.isHeld();

  // The last two that were started.
  const frozen = children.slice(-2);
  const began = Date.now();
  for (const { pid } of frozen) process.kill(pid, 'SIGSTOP');
  const seconds = async (what: string, isSo: () => boolean | Promise<boolean>) => {
    await until(what, isSo, 90);
    return ((Date.now() - began) / 1_000).toFixed(1);
  };
  const running = () => new Set((holderOf(folder)?.children ?? []).map(({ pid }) => pid));
  const apiAnswers = answers(`${url}/readyz`);
  const log = () => readFileSync(join(folder, 'logs', 'worker.log'), 'utf8');
  const replaced = await seconds('others run', () => frozen.every(({ pid }) => !running().has(pid)));
  const [workerReady, apiReady] = await Promise.all([
    seconds('another worker is ready', () => log().split('"msg":"ready"').length === 3),
    seconds('another API is ready', () => apiAnswers('')),
  ]);
  report('frozen (SIGSTOP)', {
    'both replaced after (s)': replaced,
    'worker ready after (s)': workerReady,
    'API ready after (s)': apiReady,
  });
  expect(Number(replaced)).toBeLessThan(8);
  for (const name of ['worker', 'api'])
    expect(program.output()).toContain(`${name} is frozen: no sign of life for 4 s.`);

  await hold.letGo();
  expect(await last).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'issued' } } });
  expect(await stripe.refunds({ payment })).toHaveLength(1);
  const sent = (await stripe.answered(request)).filter(({ params }) => params['payment_intent'] === payment);
  expect(sent.length).toBeGreaterThan(0);
  expect(new Set(sent.map((one) => one.idempotencyKey)).size).toBe(1);
}, 120_000);
