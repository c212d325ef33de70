import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath } from '../../src/platform/data-converter.ts';

const QUESTION = 'const who = await verify(';
const READ = "await reads.readPayment({ tenant: start.tenant, payment: 'pi_planted' });";
const IMPORT = "import { reads } from './proxies.ts';";

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The Workflows with one change: a refund reads something before its first question. */
export async function bundleWithPlantedRead(): Promise<WorkflowBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'tellerline-planted-'));
  try {
    const source = join(folder, 'src');
    await cp(join(root, 'src'), source, { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const refund = join(source, 'workflows/refund.ts');
    const text = await readFile(refund, 'utf8');
    if (!text.includes(QUESTION)) throw new Error(`No place for the change in refund.ts: ${QUESTION}`);
    await writeFile(refund, `${IMPORT}\n${text.replace(QUESTION, `${READ}\n${QUESTION}`)}`);
    return await bundleWorkflowCode({
      workflowsPath: join(source, 'workflows'),
      failureConverterPath,
      logger: new DefaultLogger('WARN'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
