import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '../src/cli/workflow-bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Compiles our programs and bundles the Workflows once for the run: most of what a start costs, and many are started. */
export default async function buildOnce(): Promise<void> {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  // Within the repository: packages are found from there.
  const folder = mkdtempSync(join(cache, 'faults-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { rootDir: root, outDir: folder, noCheck: true };
  const include = [join(root, 'src'), join(root, 'test/faults/entries')];
  const exclude = [join(root, 'src/console')];
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, 'tsconfig.build.json'), compilerOptions, include, exclude }),
  );
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', project], { stdio: 'inherit' });

  const bundle = join(folder, 'workflows.js');
  writeFileSync(bundle, (await bundleWorkflows()).code);
  process.env['TEST_WORKFLOW_BUNDLE'] = bundle;
  process.env['TEST_PROGRAMS'] = folder;
}
