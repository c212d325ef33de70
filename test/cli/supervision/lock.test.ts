import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { holderOf, takeLock } from '../../../src/cli/supervision/lock.ts';
import { identify, isRunning } from '../../../src/cli/supervision/process-identity.ts';
import { until } from '../../support/until.ts';
import { endPrograms, runProgram } from '../run-program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-lock-'));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that holds the lock and has started another, which does not end by itself. */
async function holderWithChild() {
  const program = runProgram({
    text: `
      import { spawn } from 'node:child_process';
      import { takeLock } from 'src/cli/supervision/lock.ts';
      import { identify } from 'src/cli/supervision/process-identity.ts';
      const lock = await takeLock(${JSON.stringify(folder)});
      const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
      lock.note({ children: [identify(child.pid)] });
      console.log('holding ' + child.pid);
      setInterval(() => undefined, 1000);
    `,
  });
  await until('the other process holds the lock', () => program.output().includes('holding'));
  const child = identify(Number(/holding (\d+)/.exec(program.output())?.[1]));
  return { program, child };
}

test('a second one is told who holds the data folder, and what to do', async () => {
  const { program, child } = await holderWithChild();
  await expect(takeLock(folder)).rejects.toThrow(
    `Tellerline already runs on ${folder} (process ${program.pid}). Stop that one with Ctrl-C, or set TELLERLINE_DATA`,
  );
  expect(isRunning(child)).toBe(true);
  process.kill(-child.pid, 'SIGKILL');
});

test('the lock of a process that was killed is taken over, after what it had started was ended', async () => {
  const { program, child } = await holderWithChild();
  program.process.kill('SIGKILL');
  await program.ended;
  expect(isRunning(child)).toBe(true);

  const lock = await takeLock(folder);
  await until('what it had started has ended', () => !isRunning(child));
  expect(holderOf(folder)?.pid).toBe(process.pid);
  lock.release();
  expect(holderOf(folder)).toBeUndefined();
});

test('a process that only has the number of a child of the dead is left alone', async () => {
  const { program, child } = await holderWithChild();
  process.kill(-child.pid, 'SIGKILL');
  const innocent = runProgram({ text: 'setInterval(() => undefined, 1000)' });
  const renumbered = runProgram({
    text: `
      import { takeLock } from 'src/cli/supervision/lock.ts';
      const lock = await takeLock(${JSON.stringify(`${folder}/other`)});
      lock.note({ children: [{ pid: ${innocent.pid}, started: 'long before' }] });
      process.kill(process.pid, 'SIGKILL');
    `,
  });
  await renumbered.ended;
  program.process.kill('SIGKILL');

  const lock = await takeLock(join(folder, 'other'));
  expect(isRunning(identify(innocent.pid))).toBe(true);
  expect(innocent.process.exitCode).toBeNull();
  lock.release();
});

test('of many that find a dead lock at once, one gets it', async () => {
  const { program, child } = await holderWithChild();
  program.process.kill('SIGKILL');
  await program.ended;

  const takers = Array.from({ length: 4 }, () =>
    runProgram({
      text: `
        import { takeLock } from 'src/cli/supervision/lock.ts';
        await takeLock(${JSON.stringify(folder)}).then(() => console.log('mine'), (error) => console.log(error.message));
        setInterval(() => undefined, 1000);
      `,
    }),
  );
  await until('all have an answer', () => takers.every((taker) => taker.output() !== ''));
  expect(takers.filter((taker) => taker.output().startsWith('mine'))).toHaveLength(1);
  await until('what it had started has ended', () => !isRunning(child));
});
