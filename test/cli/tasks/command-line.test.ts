import { userInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { readCommand } from '../../../src/cli/tasks/command-line.ts';
import { WrongUsage } from '../../../src/cli/wrong-usage.ts';

test.each([
  [
    'no verdict',
    ['decide', 'R7K-2MX', '--reason', 'x'],
    'The verdict is approve, refuse, refund, submit_evidence, accept, contact.',
  ],
  ['another verdict', ['decide', 'R', 'maybe', '--reason', 'x'], 'contact, not maybe.'],
  ['no reason', ['decide', 'R7K-2MX', 'approve'], 'A decision needs its reason: --reason "why".'],
  [
    'a decision on nothing that was shown',
    ['decide', 'R7K-2MX', 'approve', '--reason', 'x'],
    'A decision is on what was shown: --version 1, as npm run tasks -- show says.',
  ],
  [
    'a version that is none',
    ['decide', 'R7K-2MX', 'approve', '--reason', 'x', '--version', 'latest'],
    'A decision is on what was shown: --version 1, as npm run tasks -- show says.',
  ],
  [
    'a refused amount',
    ['decide', 'R', 'refuse', '--reason', 'x', '--amount', '1'],
    '--amount goes with approve or refund: another verdict has none.',
  ],
  [
    'no command of ours',
    ['approve'],
    'Say list, show, claim, release, note or decide. See npm run tasks -- --help.',
  ],
  ['a note that says nothing', ['note', 'R7K-2MX'], 'A note says something'],
  ['a queue that is none', ['release', 'R', '--queue', 'x'], '--queue is support, escalation, not x.'],
  ['an option that is not there', ['list', '--all'], 'See npm run tasks -- --help.'],
])('%s is refused in one line', (_, args, line) => {
  const read = () => readCommand(args);
  expect(read).toThrow(WrongUsage);
  expect(read).toThrow(line);
  expect(read).not.toThrow('\n');
});

test('a task’s id may begin with a hyphen', () => {
  const task = '-bcdefghijklmnopqrstuv-1';
  expect(
    readCommand(['decide', task, 'approve', '--version', '2', '--reason', 'fine', '--as', 'ann']),
  ).toEqual({
    kind: 'decide',
    about: task,
    as: 'ann',
    verdict: 'approve',
    reason: 'fine',
    version: 2,
  });
});

test('whoever does it is named, or is the one who is signed in at the system', () => {
  expect(readCommand(['claim', 'R7K-2MX'])).toEqual({
    kind: 'claim',
    about: 'R7K-2MX',
    as: userInfo().username,
  });
  const taken = ['claim', 'R7K-2MX', '--take-over', 'Ann is at lunch', '--as', 'bea'];
  expect(readCommand(taken)).toMatchObject({ as: 'bea', takeOver: 'Ann is at lunch' });
  expect(readCommand(['note', 'R7K-2MX', 'Called back', '--as', 'bea'])).toMatchObject({
    text: 'Called back',
  });
});
