import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { bundleWorkflows } from '../src/cli/workflow-bundle.ts';
import { searchAttributes } from '../src/domain/search-attributes.ts';
import { findTemporalCli } from '../src/platform/temporal-cli.ts';
import { tuning } from '../src/platform/temporal-server.ts';

declare global {
  var temporalServer: TestWorkflowEnvironment;
}

/** Bundles the Workflows and starts one Temporal server for the whole run; test files connect to it. */
export default async function startTemporal(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });

  // Bundled first: where the Workflows do not compile, no server is left behind.
  const { code } = await bundleWorkflows();
  const folder = await mkdtemp(join(tmpdir(), 'tellerline-test-'));
  const bundle = join(folder, 'workflows.js');
  await writeFile(bundle, code);

  const path = await findTemporalCli({ say: (line) => console.log(line) });
  const dbFile = join(folder, 'temporal.db');
  globalThis.temporalServer = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: tuning({ dbFile, searchAttributes }),
    },
  });
  process.env['TEST_TEMPORAL_ADDRESS'] = globalThis.temporalServer.address;
  process.env['TEST_TEMPORAL_FILE'] = dbFile;
  process.env['TEST_WORKFLOW_BUNDLE'] = bundle;
}
