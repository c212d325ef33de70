import { DefaultLogger, Runtime } from '@temporalio/worker';
import { isLive } from '../contracts/tenants.ts';
import { insist } from '../platform/insist.ts';
import { errorCode, type LogFields } from '../platform/log.ts';
import { keepSchedules } from '../platform/schedules.ts';
import { createWorker } from './create-worker.ts';
import { oneLine } from './one-line.ts';
import { processParts } from './process-parts.ts';
import { superviseMe } from './supervision/supervised.ts';
import { bundleWorkflows } from './workflow-bundle.ts';
import { createWorld } from './world.ts';

/** A worker process: carries out Workflows and Activities until it is told to stop. */
async function runWorker(): Promise<void> {
  const { settings, log, keys, tenants, access, temporal } = await processParts('worker');
  Runtime.install({
    // Temporal's own messages may quote what failed; what happened is told by their constant text.
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const text = message.split('\n')[0]?.slice(0, 200) ?? '';
      const { activityType, workflowType, reference } = (meta ?? {}) as LogFields;
      log[level === 'ERROR' ? 'error' : 'warn'](text, { activityType, workflowType, reference });
    }),
    shutdownSignals: [],
  });
  const { taskQueue } = settings.temporal;
  const { sandbox, outboxFile } = settings;
  const world = createWorld({ tenants, keys, temporal, taskQueue, sandboxUrl: sandbox.url, outboxFile });
  const worker = await createWorker({ access, world, keys, workflowBundle: await bundleWorkflows() });
  const run = worker.run();
  superviseMe(settings, async () => {
    worker.shutdown();
    await run;
  });
  for (const tenant of tenants.all()) {
    const { id, stripe, channels } = tenant;
    if (channels || !stripe) continue;
    const what = isLive(tenant) ? 'nobody is written to' : 'messages are kept, not sent';
    log.warn(`no channel is set up: ${what}`, { tenant: id });
  }
  log.info('ready');
  // No call waits for them: a worker that takes another's place is ready without.
  const keep = () => keepSchedules(temporal, { tenants: tenants.all().map(({ id }) => id), taskQueue });
  const keeping = insist(keep, (error) => log.warn('schedules not kept', { error: errorCode(error) }));
  await Promise.all([run, keeping]);
}

runWorker().catch((error: unknown) => {
  console.error(oneLine(error) || errorCode(error));
  process.exit(1);
});
