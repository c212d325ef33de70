import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflows } from '../src/cli/workflow-bundle.ts';

/** Bundles the Workflows once for all workers of the run: most of what a worker's start costs, and many are started. */
export default async function bundleOnce(): Promise<void> {
  const { code } = await bundleWorkflows();
  const folder = await mkdtemp(join(tmpdir(), 'tellerline-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bundle = join(folder, 'workflows.js');
  await writeFile(bundle, code);
  process.env['TEST_WORKFLOW_BUNDLE'] = bundle;
}
