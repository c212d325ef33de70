import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath } from '../platform/data-converter.ts';

/** Bundles the Workflows, once for all workers. A directory, not a file: the bundler finds the index itself. */
export function bundleWorkflows(): Promise<WorkflowBundle> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows', import.meta.url)),
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
}
