/* oxlint-disable typescript/no-unsafe-assignment -- plain JavaScript: what knows types is not installed yet */
// The one file that runs before anything is installed: `node src/cli/bootstrap.mjs <command> [arguments]`.
import { complainOfNode } from './node-version.mjs';

const complaint = complainOfNode(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

// Imported late, since an old Node would stumble over them before it could complain.
import('./packages.mjs')
  .then(({ installMissing }) => installMissing(process.argv[2]))
  .then(runCommand)
  .catch((error) => {
    console.error(error.message);
    process.exit(1);
  });

/** In this very process, so that signals, streams and the exit code need no passing on. */
async function runCommand() {
  const [node, , command, ...args] = process.argv;
  const { fileURLToPath } = await import('node:url');
  const script = fileURLToPath(new URL(scriptOf(command), import.meta.url));
  process.argv = [node, script, ...args];
  if (command !== 'test') await import('tsx');
  await import(new URL(scriptOf(command), import.meta.url).href);
}

function scriptOf(command) {
  if (command === 'test') return '../../node_modules/jest/bin/jest.js';
  return command === 'bench' ? '../../bench/main.ts' : `./${command}.ts`;
}
