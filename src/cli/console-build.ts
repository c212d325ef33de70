import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = join(root, 'node_modules/vite/bin/vite.js');
const config = join(root, 'src/console/vite.config.ts');
/** What the console is made of. */
const sources = ['src/console', 'src/contracts', 'src/domain', 'package-lock.json'];

/** Builds the console where it is missing or older than what it is made of. Where that fails all else runs without it. */
export async function buildConsole(folder: string, say: (line: string) => void): Promise<void> {
  const page = join(folder, 'index.html');
  // An image holds what was built, and nothing to build it from.
  if (!existsSync(config) || (existsSync(page) && changedAt(page) >= newest(sources))) return;
  say('Building the support console …');
  const failure = existsSync(vite) ? await build() : 'Vite is not installed: npm ci --include=dev.';
  if (failure !== undefined) say(`The support console was not built, all else runs without it. ${failure}`);
}

function build(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const args = [vite, 'build', '--config', config, '--logLevel', 'error'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : (errors.trim().split('\n')[0] ?? '')));
  });
}

function newest(paths: readonly string[]): number {
  return Math.max(...paths.map((path) => newestIn(join(root, path))));
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path);
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => changedAt(join(path, file))));
}

const changedAt = (path: string) => statSync(path).mtimeMs;
