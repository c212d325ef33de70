import { expect, test } from '@jest/globals';
import { readCommand } from '../../../src/cli/tasks/command-line.ts';
import { WrongUsage } from '../../../src/cli/wrong-usage.ts';

test.each([
  ['no verdict', ['decide', 'R7K-2MX', '--reason', 'x'], 'The verdict is approve or refuse.'],
  ['another verdict', ['decide', 'R', 'maybe', '--reason', 'x'], 'approve or refuse, not maybe.'],
  ['no reason', ['decide', 'R7K-2MX', 'approve'], 'A decision needs its reason: --reason "why".'],
  [
    'a refused amount',
    ['decide', 'R', 'refuse', '--reason', 'x', '--amount', '1'],
    '--amount goes with approve: a refusal has none.',
  ],
  [
    'no command of ours',
    ['approve'],
    'Say list, or decide with a reference, then approve or refuse. See npm run tasks -- --help.',
  ],
  ['an option that is not there', ['list', '--all'], 'See npm run tasks -- --help.'],
])('%s is refused in one line', (_, args, line) => {
  const read = () => readCommand(args);
  expect(read).toThrow(WrongUsage);
  expect(read).toThrow(line);
  expect(read).not.toThrow('\n');
});

test('a task’s id may begin with a hyphen', () => {
  const task = '-bcdefghijklmnopqrstuv-1';
  expect(readCommand(['decide', task, 'approve', '--reason', 'fine'])).toEqual({
    kind: 'decide',
    about: task,
    verdict: 'approve',
    reason: 'fine',
  });
});
