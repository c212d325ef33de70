import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { findTemporalCli } from '../../src/platform/temporal-cli.ts';
import { prepareNamespace } from '../../src/platform/temporal-namespace.ts';
import { freePort } from '../support/ports.ts';

let server: ChildProcess;
let address = '';
let connection: Connection;

beforeAll(async () => {
  const cli = await findTemporalCli({ say: console.log });
  const port = await freePort();
  address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--headless'];
  server = spawn(cli, [...args, '--log-level', 'error'], { stdio: 'ignore' });
  connection = Connection.lazy({ address });
}, 60_000);

afterAll(async () => {
  await connection.close();
  server.kill('SIGKILL');
});

async function kept(namespace: string): Promise<number | undefined> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  return config?.workflowExecutionRetentionTtl?.seconds?.toNumber();
}

const days = (count: number) => count * 24 * 3_600;

test('a cluster that is still starting gets the namespace with 90 days of retention and our search attributes', async () => {
  const wanted = { connection: { address }, namespace: 'shop', searchAttributes };
  await prepareNamespace(wanted);
  await prepareNamespace(wanted);
  expect(await kept('shop')).toBe(days(90));
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'shop' });
  for (const { name } of Object.values(searchAttributes)) expect(customAttributes).toHaveProperty(name);
}, 60_000);

test('a namespace that keeps less is raised, one that keeps more stays as it is', async () => {
  const wanted = { connection: { address }, namespace: 'default', searchAttributes };
  await prepareNamespace(wanted);
  expect(await kept('default')).toBe(days(90));
  await connection.workflowService.updateNamespace({
    namespace: 'default',
    config: {
      workflowExecutionRetentionTtl: proto.google.protobuf.Duration.fromObject({ seconds: days(365) }),
    },
  });
  await prepareNamespace(wanted);
  expect(await kept('default')).toBe(days(365));
}, 60_000);

test('a cluster that is not there ends it with an error', async () => {
  const nowhere = {
    connection: { address: '127.0.0.1:1' },
    namespace: 'shop',
    searchAttributes,
    seconds: 0.1,
  };
  await expect(prepareNamespace(nowhere)).rejects.toThrow();
}, 30_000);
