import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { takeLock } from '../../src/cli/supervision/lock.ts';
import { endPrograms, runProgram } from './run-program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-reset-'));
  writeFileSync(join(folder, 'keys.json'), '{}');
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

async function reset(...args: string[]) {
  const program = runProgram({ file: 'src/cli/reset.ts' }, { args, env: { TELLERLINE_DATA: folder } });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

test('everything is forgotten once it is said that it is meant', async () => {
  const { code, output } = await reset('--yes');
  expect({ code, output }).toEqual({ code: 0, output: `Removed ${folder}. npm start makes a new one.\n` });
  expect(existsSync(folder)).toBe(false);
});

test('nothing is forgotten where nobody can be asked', async () => {
  expect(await reset()).toEqual({
    code: 1,
    output: 'Nobody is there to ask. Say npm run reset -- --yes if it is meant.\n',
  });
  expect(readdirSync(folder)).toEqual(['keys.json']);
});

test('nothing is forgotten while it is in use', async () => {
  const lock = await takeLock(folder);
  const { code, output } = await reset('--yes');
  expect(code).toBe(1);
  expect(output).toMatch(/^Tellerline already runs on .*\n$/);
  expect(existsSync(join(folder, 'keys.json'))).toBe(true);
  lock.release();
});

test('a folder that is not ours is left alone, whatever TELLERLINE_DATA says', async () => {
  rmSync(join(folder, 'keys.json'));
  writeFileSync(join(folder, 'thesis.txt'), '');
  const { code, output } = await reset('--yes');
  expect(code).toBe(1);
  expect(output).toContain('is no data folder of Tellerline');
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});
