import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createApi } from '../../src/api/app.ts';
import type { ApiParts } from '../../src/api/parts.ts';
import { workerOptions } from '../../src/cli/create-worker.ts';
import { createWorld } from '../../src/cli/world.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { dataConverter } from '../../src/platform/data-converter.ts';
import { type Keys, keysFrom } from '../../src/platform/keys.ts';
import { openLog } from '../../src/platform/log.ts';
import { type OutboxEntry, readOutbox } from '../../src/platform/outbox.ts';
import { temporalClient } from '../../src/platform/temporal.ts';
import { findTemporalCli } from '../../src/platform/temporal-cli.ts';
import { tuning } from '../../src/platform/temporal-server.ts';
import { hashApiKey, tenantsFrom } from '../../src/platform/tenants.ts';
import { createSandbox, type Listening } from '../../src/sandbox/index.ts';
import { ask, connect } from '../sandbox/sandbox.ts';
import { agentOf } from './agent.ts';

/** Keys for tests; histories that are kept are written with them. */
export const testKeyFile = JSON.stringify({
  version: 1,
  payload: Buffer.alloc(32, 'test payload key').toString('base64'),
  identity: Buffer.alloc(32, 'test identity key').toString('base64'),
});
export const testKeys: Keys = keysFrom(testKeyFile);

const NAMESPACE = 'default';
/** How long Temporal's client may try again what nobody waits for any more. */
const GIVEN_UP_MILLISECONDS = 20_000;

/** What a slow machine may take where the budget is not what is tried: the longest that there is. */
const PATIENT = { budgetMilliseconds: 10_000 };

/** A tenant of a test's own, with its Stripe account in the sandbox and an agent that speaks for it. */
export interface TestTenant {
  readonly id: string;
  readonly apiKey: string;
  readonly secretKey: string;
}

/** What is only known once a server of the file's own listens is asked for then. */
type TenantSettings = Record<string, unknown>;

interface Wanted {
  /** Overrides of the tenant's settings, such as `policy`. */
  readonly settings?: Record<string, unknown>;
  /** Tenants by name; each test takes the one that has what it needs. */
  readonly tenants?: Record<string, TenantSettings | (() => TenantSettings)>;
  /** Has a Temporal server of the file's own, with these settings: `key=value`, as its CLI takes them. */
  readonly ownServer?: readonly string[];
  /** How all that Temporal keeps is encoded, where it is not to be as ours is. */
  readonly encoded?: DataConverter;
  /** What the API has besides, at its address. */
  api?(publicUrl: string): Partial<ApiParts> | Promise<Partial<ApiParts>>;
}

/** The whole of Tellerline for one test file: API, worker and sandbox, on the run's Temporal server. */
export function useTeller({ tenants: wanted = { demo: {} }, ownServer, encoded, api }: Wanted = {}) {
  const taskQueue = `test-${randomUUID()}`;
  const outboxFile = join(tmpdir(), `tellerline-outbox-${taskQueue}.jsonl`);
  const made = Object.entries(wanted).map(([name, settings]) => ({
    name,
    settings,
    id: `${name}-${randomUUID().slice(0, 8)}`,
    apiKey: randomUUID(),
    secretKey: `sk_test_${randomUUID().replaceAll('-', '')}`,
  }));
  let sandbox: Listening;
  let server: Server;
  let client: Client;
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  let startWorker: () => Promise<void>;
  let serve: (temporal: Client, more?: Wanted['api']) => Promise<Server>;
  const others: Server[] = [];
  let own: TestWorkflowEnvironment | undefined;
  const temporalAddress = () => own?.address ?? process.env['TEST_TEMPORAL_ADDRESS'] ?? '';

  async function stopWorker(): Promise<void> {
    worker?.shutdown();
    await running;
    worker = undefined;
  }

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    own = ownServer && (await startServer(ownServer));
    sandbox = await createSandbox().listen(0);
    const sandboxUrl = `http://127.0.0.1:${sandbox.port}`;
    const tenants = tenantsFrom(
      JSON.stringify({
        tenants: made.map(({ id, apiKey, secretKey, settings }) => {
          const given = typeof settings === 'function' ? settings() : settings;
          return {
            id,
            apiKeyHashes: [hashApiKey(apiKey)],
            stripe: { secretKey, apiBase: sandboxUrl },
            ...given,
            policy: { ...PATIENT, ...(given['policy'] as object | undefined) },
          };
        }),
      }),
    );
    const access = {
      connection: { address: temporalAddress() },
      namespace: NAMESPACE,
    };
    client = temporalClient(access, encoded ?? dataConverter(testKeys));
    const world = createWorld({
      tenants,
      keys: testKeys,
      temporal: client,
      taskQueue,
      sandboxUrl,
      outboxFile,
    });
    const workflowBundle = { codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' };
    startWorker = async () => {
      if (worker) return;
      const options = await workerOptions({ access, world, keys: testKeys, workflowBundle });
      worker = await Worker.create({ ...options, ...(encoded && { dataConverter: encoded }) });
      running = worker.run();
    };
    await startWorker();
    serve = async (temporal, more = api) => {
      const log = openLog('test', 'silent');
      const { stripe } = world;
      const parts = {
        temporal,
        namespace: NAMESPACE,
        taskQueue,
        tenants,
        stripe,
        keys: testKeys,
        log,
        outboxFile,
      };
      const listening = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => listening.once('listening', resolve));
      return listening.on('request', createApi({ ...parts, ...(await more?.(urlOf(listening))) }));
    };
    server = await serve(client);
  }, 60_000);

  afterAll(async () => {
    await close(server);
    for (const other of others) await close(other);
    await stopWorker();
    // What is still tried again would trip over a closed connection: by then it has been given up.
    setTimeout(() => void client.connection.close(), GIVEN_UP_MILLISECONDS).unref();
    await own?.teardown();
    await sandbox.close();
    await rm(outboxFile, { force: true });
  }, 60_000);

  function tenant(name: string = made[0]?.name ?? ''): TestTenant {
    const found = made.find((one) => one.name === name);
    if (!found) throw new Error(`No tenant ${name} in this file.`);
    return found;
  }

  const urlOf = (of: Server) => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
  const url = () => urlOf(server);
  return {
    url,
    tenant,
    taskQueue,
    temporal: () => client,
    agent: (name?: string) => agentOf(url(), tenant(name).apiKey),
    temporalAddress,
    /** Another API process for the same tenants, which reaches Temporal elsewhere or knows other keys. */
    async anotherApi({
      address = temporalAddress(),
      keys = testKeys,
      api: more,
    }: {
      address?: string;
      keys?: Keys;
      api?: Wanted['api'];
    }) {
      const access = { connection: { address }, namespace: NAMESPACE };
      const temporal = temporalClient(access, dataConverter(keys));
      const other = await serve(temporal, more ?? (() => ({})));
      others.push(other);
      return { url: urlOf(other), agent: (name?: string) => agentOf(urlOf(other), tenant(name).apiKey) };
    },
    stripe: (name?: string) => connect(sandbox.port, tenant(name).secretKey),
    control: <T>(method: string, path: string, body?: object, name?: string) =>
      ask<T>(sandbox.port, tenant(name).secretKey, body ? [method, path, body] : [method, path]),
    outboxFile,
    /** The messages to somebody that were kept, oldest first. */
    outbox: async (to: string): Promise<OutboxEntry[]> =>
      (await readOutbox(outboxFile)).filter((entry) => entry.to === to),
    /** For what is right while no worker lives. */
    worker: { stop: stopWorker, start: () => startWorker() },
    /** A call of its own. */
    call: () => randomUUID(),
  };
}

async function startServer(settings: readonly string[]): Promise<TestWorkflowEnvironment> {
  const path = await findTemporalCli({ say: (line) => console.log(line) });
  const dynamic = settings.flatMap((setting) => ['--dynamic-config-value', setting]);
  const extraArgs = [...tuning({ searchAttributes }), ...dynamic];
  return TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path }, extraArgs },
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export type Teller = ReturnType<typeof useTeller>;
