import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { createWorker } from '../../src/cli/create-worker.ts';
import { createWorld } from '../../src/cli/world.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { dataConverter } from '../../src/platform/data-converter.ts';
import { findTestServer } from '../../src/platform/temporal-cli.ts';
import { hashApiKey, tenantsFrom } from '../../src/platform/tenants.ts';
import { createSandbox, type Listening } from '../../src/sandbox/index.ts';
import { ask, connect, freshKey } from '../sandbox/sandbox.ts';
import { testKeys } from './teller.ts';

const TENANT = 'demo';
const indexed = { KEYWORD: 2, DATETIME: 6 };

/** Workflows on the server that skips time: days pass while a test waits for a Workflow's result. */
export function useSkippedTime(settings: () => object = () => ({})) {
  const secretKey = freshKey();
  let environment: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  let sandbox: Listening;
  const signals: { to: string; args: unknown[] }[] = [];
  /** Heard as they are sent: whom they are for may have ended. */
  const listening: WorkflowClientInterceptor = {
    signal(input, next) {
      signals.push({ to: input.workflowExecution.workflowId, args: input.args });
      return next(input);
    },
  };

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    sandbox = await createSandbox().listen(0);
    const path = await findTestServer({ say: (line) => console.log(line) });
    environment = await TestWorkflowEnvironment.createTimeSkipping({
      client: { dataConverter: dataConverter(testKeys), interceptors: { workflow: [listening] } },
      server: { executable: { type: 'existing-path', path } },
    });
    const attributes = Object.values(searchAttributes).map(({ name, type }) => [name, indexed[type]]);
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(attributes) as Record<string, number>,
    });
    const apiBase = `http://127.0.0.1:${sandbox.port}`;
    const tenant = {
      id: TENANT,
      apiKeyHashes: [hashApiKey('k')],
      stripe: { secretKey, apiBase },
      ...settings(),
    };
    const tenants = tenantsFrom(JSON.stringify({ tenants: [tenant] }));
    const access = { connection: { address: environment.address }, namespace: 'default' };
    const taskQueue = randomUUID();
    const world = createWorld({
      tenants,
      keys: testKeys,
      temporal: environment.client,
      taskQueue,
      sandboxUrl: apiBase,
      outboxFile: join(tmpdir(), `tellerline-outbox-${taskQueue}.jsonl`),
    });
    const workflowBundle = { codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' };
    worker = await createWorker({ access, world, keys: testKeys, workflowBundle });
    running = worker.run();
  }, 90_000);

  afterAll(async () => {
    worker.shutdown();
    await running;
    await environment.teardown();
    await sandbox.close();
  }, 60_000);

  return {
    tenant: TENANT,
    /** Its handles' `result()` lets time pass. */
    client: () => environment.client,
    environment: () => environment,
    taskQueue: () => worker.options.taskQueue,
    /** The arguments of every Signal that Activities, or the test, sent to a Workflow. */
    signalsTo: (workflowId: string): unknown[][] =>
      signals.filter(({ to }) => to === workflowId).map(({ args }) => args),
    stripe: () => connect(sandbox.port, secretKey),
    control: <T>(method: string, path: string, body?: object) =>
      ask<T>(sandbox.port, secretKey, body ? [method, path, body] : [method, path]),
  };
}
