import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath } from '../platform/data-converter.ts';

/** Bundles the Workflows, once for all workers. A directory, not a file: the bundler finds the index itself. */
export function bundleWorkflows(): Promise<WorkflowBundle> {
  const workflowsPath = fileURLToPath(new URL('../workflows', import.meta.url));
  return bundleWorkflowCode({
    workflowsPath,
    // Evaluated once a worker, not once a Workflow: no module of ours keeps anything, so there is nothing to keep apart.
    preloadModules: [workflowsPath],
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
}
