import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { readSettings } from '../../src/platform/settings.ts';
import { readTenants } from '../../src/platform/tenants.ts';
import { endPrograms, runProgram } from '../cli/run-program.ts';

/** `npm run tenants` as a process, on a data folder of each test's own. */
export function useTenantsCommand(sandbox: { readonly port: number }) {
  let folder = '';
  /** All that any process has said in this test. */
  let heard = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tellerline-tenants-'));
    heard = '';
  });
  afterEach(() => {
    endPrograms();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = () => `http://127.0.0.1:${sandbox.port}`;
  const env = () => ({ TELLERLINE_DATA: folder, TELLERLINE_SANDBOX_URL: url() });

  async function run(args: string[], { stdin = '', more = {} }: { stdin?: string; more?: object } = {}) {
    const program = runProgram({ file: 'src/cli/tenants.ts' }, { args, env: { ...env(), ...more } });
    let made = '';
    program.process.stdout?.on('data', (chunk) => {
      made += String(chunk);
    });
    program.process.stdin?.end(stdin);
    const { code } = await program.ended;
    const output = program.output();
    heard += output;
    return { code, output, stdout: made };
  }

  const fileIn = (name: string) => join(folder, name);
  return {
    folder: () => folder,
    sandboxUrl: url,
    run,
    /** `add` by a script: the key on standard input, checked at the sandbox. */
    add: (id: string, key: string, ...args: string[]) =>
      run(['add', '--id', id, '--stripe-key-file', '-', '--api-base', url(), ...args], { stdin: `${key}\n` }),
    tenant: async (id: string) => {
      const tenant = (await readTenants(readSettings(env()))).byId(id);
      if (!tenant) throw new Error(`no tenant ${id}`);
      return tenant;
    },
    /** Everything that could be read of a secret: the files, but for the master key, and the output. */
    seen: () =>
      readdirSync(folder)
        .filter((name) => name !== 'master.key')
        .map((name) => readFileSync(fileIn(name), 'utf8'))
        .join('\n') + heard,
    write: (name: string, text: string) => {
      writeFileSync(fileIn(name), text);
      return fileIn(name);
    },
  };
}
