import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { findTemporalCli } from '../../src/platform/temporal-cli.ts';
import { keepClosedWorkflows, serverArguments, waitForTemporal } from '../../src/platform/temporal-server.ts';
import { freePort } from '../support/ports.ts';

const namespace = 'default';
let folder = '';
let server: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-temporal-'));
});
afterEach(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('what a server was told is still so when it is started again on the same file', async () => {
  const cli = await findTemporalCli({ say: console.log });
  const port = await freePort();
  const args = serverArguments({ namespace, port, dbFile: join(folder, 'temporal.db'), searchAttributes });
  const start = async () => {
    server = spawn(cli, args, { stdio: 'ignore' });
    return waitForTemporal({ address: `127.0.0.1:${port}`, namespace });
  };

  const first = await start();
  await keepClosedWorkflows(first, namespace);
  await first.close();
  server?.kill('SIGKILL');
  if (server) await once(server, 'exit');

  const second = await start();
  const { config } = await second.workflowService.describeNamespace({ namespace });
  expect(config?.workflowExecutionRetentionTtl?.seconds?.toNumber()).toBe(90 * 24 * 3600);
  const { customAttributes } = await second.operatorService.listSearchAttributes({ namespace });
  expect(Object.keys(customAttributes)).toEqual(
    expect.arrayContaining(Object.values(searchAttributes).map(({ name }) => name)),
  );
  await second.close();
}, 60_000);

test('a server that does not answer is named', async () => {
  await expect(waitForTemporal({ address: '127.0.0.1:1', namespace, seconds: 0.1 })).rejects.toThrow(
    'Temporal at 127.0.0.1:1 did not answer within 0.1 s.',
  );
});
