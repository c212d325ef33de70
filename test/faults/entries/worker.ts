import { DefaultLogger, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { type Activities, createActivities } from '../../../src/activities/index.ts';
import { workerOptions } from '../../../src/cli/create-worker.ts';
import { processParts } from '../../../src/cli/process-parts.ts';
import { superviseMe } from '../../../src/cli/supervision/supervised.ts';
import { createWorld } from '../../../src/cli/world.ts';

type Change = (ours: Activities) => Partial<WorkerOptions>;

/** What a worker may be started with: to be ours, or not quite. */
const changes: Readonly<Record<string, Change>> = {
  ours: () => ({}),
  /** The bug of keys that are bound to the attempt. */
  'key-per-attempt': (ours) => ({
    activities: {
      ...ours,
      createRefund: (of: Parameters<typeof ours.createRefund>[0]) =>
        ours.createRefund({ ...of, generation: Date.now() }),
    },
  }),
  /** The bug of taking what is unknown for failed: a second key without a look. */
  'no-look-up': (ours) => ({
    activities: {
      ...ours,
      listRefunds: () => Promise.resolve([]),
      async createRefund(of: Parameters<typeof ours.createRefund>[0]) {
        const outcome = await ours.createRefund(of);
        if (outcome.kind !== 'unknown') return outcome;
        return ours.createRefund({ ...of, generation: of.generation + 1 });
      },
    },
  }),
  'default-time-outs': () => ({ stickyQueueScheduleToStartTimeout: '10s' }),
};

const [name = ''] = process.argv.slice(2);
const change = changes[name];
if (!change) throw new Error(`No such worker: ${name}`);
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const { settings, keys, tenants, access, temporal } = await processParts('worker');
const { taskQueue } = settings.temporal;
const { sandbox, outboxFile } = settings;
const world = createWorld({ tenants, keys, temporal, taskQueue, sandboxUrl: sandbox.url, outboxFile });
// Bundled once for the whole run (test/global-faults.ts): nothing else sets it apart from ours.
const workflowBundle = { codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' };
const options = await workerOptions({ access, world, keys, workflowBundle });
const worker = await Worker.create({ ...options, ...change(createActivities(world)) });
const run = worker.run();
superviseMe(settings, async () => {
  worker.shutdown();
  await run;
});
console.log(JSON.stringify({ msg: 'ready' }));
