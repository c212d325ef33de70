import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

/** How to run one of our own programs in `cli/`, from its sources or from what was built of them. */
export function program(name: string): { command: string; args: string[] } {
  const file = fileURLToPath(new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url));
  return { command: process.execPath, args: isSource ? ['--import', tsx(), file] : [file] };
}

/** As an address, since a bare name would be looked for in the folder that the command was given in. */
function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
