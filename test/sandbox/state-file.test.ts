import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Change, openStateFile } from '../../src/sandbox/state-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** State that is nothing but the last clock of each account. */
function openClocks(path: string, growth?: number) {
  const clocks = new Map<string, number>();
  const apply = (change: Change) => void clocks.set(change.account, change.clockOffsetMs ?? 0);
  const file = openStateFile(path, {
    apply,
    snapshot: () => [...clocks].map(([account, clockOffsetMs]) => ({ account, clockOffsetMs })),
    ...(growth !== undefined && { growth }),
  });
  const set = (account: string, clockOffsetMs: number) => {
    clocks.set(account, clockOffsetMs);
    file.append({ account, clockOffsetMs });
  };
  return { clocks, set, close: () => file.close() };
}

test('a file that has grown is written anew, and nothing is lost on the way', async () => {
  const path = join(folder, 'state.jsonl');
  const first = openClocks(path, 500);
  for (let n = 0; n < 1_000; n += 1) first.set(`acct_${n % 3}`, n);
  first.close();
  expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(40);
  const second = openClocks(path);
  expect([...second.clocks.values()].sort()).toEqual([997, 998, 999]);
  second.close();
});

test('lines longer than what is read at once come back whole', () => {
  const path = join(folder, 'state.jsonl');
  const long = `acct_${'ä'.repeat(1_500_000)}`;
  const first = openClocks(path);
  first.set(long, 1);
  first.set('acct_short', 2);
  first.close();
  const second = openClocks(path);
  expect([...second.clocks]).toEqual([
    [long, 1],
    ['acct_short', 2],
  ]);
  second.close();
});

test('a damaged line is an error that names it', async () => {
  const path = join(folder, 'state.jsonl');
  const first = openClocks(path);
  first.set('acct_a', 1);
  first.close();
  await appendFile(path, 'not JSON\n');
  expect(() => openClocks(path)).toThrow('is damaged at line 2');
});

test('nothing is written after the end', () => {
  const clocks = openClocks(join(folder, 'state.jsonl'));
  clocks.close();
  expect(() => clocks.set('acct_a', 1)).toThrow('closed');
});
