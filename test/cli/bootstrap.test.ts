import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endPrograms, fromRoot, launch } from './run-program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-bootstrap-'));
  for (const name of ['bootstrap', 'packages', 'node-version']) {
    mkdirSync(join(folder, 'src/cli'), { recursive: true });
    cpSync(fromRoot(`src/cli/${name}.mjs`), join(folder, `src/cli/${name}.mjs`));
  }
  write(
    'src/cli/echo.ts',
    `const said: string[] = process.argv.slice(2);
     console.log(JSON.stringify(said));
     process.exitCode = 3;`,
  );
  const packages = {
    '': { name: 'tellerline', version: '0.1.0' },
    'node_modules/tsx': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
    'node_modules/for-tests': { version: '1.0.0', dev: true },
  };
  write('package-lock.json', JSON.stringify({ packages }));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function install(packages: Record<string, { version: string }>): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const tsx = join(folder, 'node_modules/tsx');
  if (!existsSync(tsx)) symlinkSync(fromRoot('node_modules/tsx'), tsx);
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
}

/** An npm that notes that it ran, and does as the text says. */
const npm = (text: string) =>
  write('npm.cjs', `require('fs').writeFileSync('${folder}/npm-ran', ''); ${text}`);

async function bootstrap(args: string[], { node = [] as string[], npmPath = npm('') } = {}) {
  const program = launch(process.execPath, [...node, join(folder, 'src/cli/bootstrap.mjs'), ...args], {
    npm_execpath: npmPath,
  });
  const { code } = await program.ended;
  return { code, output: program.output(), npmRan: existsSync(join(folder, 'npm-ran')) };
}

test('an old Node is told in one line, before anything it could stumble over', async () => {
  const older = write(
    'older.cjs',
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.4' } });`,
  );
  expect(await bootstrap(['echo'], { node: ['--require', older] })).toEqual({
    code: 1,
    output:
      'Tellerline needs Node 20.20 or newer, and this is 20.19.4. Install a newer one (nodejs.org) and try again.\n',
    npmRan: false,
  });
});

test('what is missing is installed, and the command gets its arguments and gives its exit code', async () => {
  const npmPath = npm(`
    const fs = require('fs');
    fs.mkdirSync('node_modules');
    fs.symlinkSync(${JSON.stringify(fromRoot('node_modules/tsx'))}, 'node_modules/tsx');
    fs.writeFileSync('node_modules/.package-lock.json', '{"packages":{"node_modules/tsx":{"version":"1.0.0"}}}');
  `);
  const first = await bootstrap(['echo', '--flag', '--', 'a b'], { npmPath });
  expect(first).toMatchObject({ code: 3, npmRan: true });
  expect(first.output).toMatch(/^Installing packages .*\n… packages: \d+ s\n\["--flag","--","a b"\]\n$/);

  rmSync(join(folder, 'npm-ran'));
  expect(await bootstrap(['echo'])).toEqual({ code: 3, output: '[]\n', npmRan: false });
});

test('packages of another version, or for tests once they are wanted, are missing', async () => {
  install({ 'node_modules/tsx': { version: '0.9.0' } });
  expect((await bootstrap(['echo'])).npmRan).toBe(true);
  rmSync(join(folder, 'npm-ran'));
  install({ 'node_modules/tsx': { version: '1.0.0' } });
  expect((await bootstrap(['test'])).npmRan).toBe(true);
});

test('an install that fails gives npm’s reason in one line', async () => {
  const npmPath = npm(`
    console.error('npm error code ENOTFOUND');
    console.error('npm error syscall getaddrinfo');
    console.error('npm error network request failed, reason: getaddrinfo ENOTFOUND');
    process.exit(1);
  `);
  const { code, output } = await bootstrap(['echo'], { npmPath });
  expect(code).toBe(1);
  expect(output.split('\n').slice(2)).toEqual([
    'npm ci failed: network request failed, reason: getaddrinfo ENOTFOUND. Look after that and try again.',
    '',
  ]);
});
