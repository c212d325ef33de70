import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { childPlans } from '../../src/cli/children.ts';
import { takeLock } from '../../src/cli/supervision/lock.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { endPrograms, runProgram } from './run-program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-start-'));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

test('a second start on the same data folder says so in one line and ends', async () => {
  const lock = await takeLock(folder);
  const second = runProgram({ file: 'src/cli/start.ts' }, { env: { TELLERLINE_DATA: folder } });
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.output()).toBe(
    `Tellerline already runs on ${folder} (process ${process.pid}). Stop that one with Ctrl-C, or set ` +
      'TELLERLINE_DATA to another folder.\n',
  );
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a wrong setting is named in one line', async () => {
  const program = runProgram(
    { file: 'src/cli/start.ts' },
    { env: { TELLERLINE_DATA: folder, TELLERLINE_API_PORT: 'eighty' } },
  );
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.output()).toMatch(/^Wrong settings\. TELLERLINE_API_PORT: .*\n$/);
});

test('the children are told where things run, and nothing of a Temporal elsewhere', () => {
  const settings = readSettings({ TELLERLINE_DATA: folder, TELLERLINE_TEMPORAL_PORT: '7299', PATH: '' });
  process.env['TEMPORAL_API_KEY'] = 'for a cluster far away';
  process.env['TELLERLINE_MASTER_KEY'] = 'opens what tenants have';
  const { worker, temporal, sandbox } = childPlans(settings, '/bin/temporal');
  delete process.env['TEMPORAL_API_KEY'];
  delete process.env['TELLERLINE_MASTER_KEY'];
  expect(worker.env).toMatchObject({
    TELLERLINE_SUPERVISED: '1',
    TELLERLINE_DATA: folder,
    TEMPORAL_ADDRESS: '127.0.0.1:7299',
    TEMPORAL_NAMESPACE: 'default',
  });
  expect(worker.env).not.toHaveProperty('TEMPORAL_API_KEY');
  expect(worker.env).toHaveProperty('TELLERLINE_MASTER_KEY');
  for (const { env } of [sandbox, temporal]) expect(env).not.toHaveProperty('TELLERLINE_MASTER_KEY');
  expect(sandbox.env).toMatchObject({
    TELLERLINE_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:8080/webhooks/stripe/demo',
  });
  expect(temporal.args.join(' ')).toContain(
    `--db-filename ${folder}/temporal.db --sqlite-pragma journal_mode=wal`,
  );
});
