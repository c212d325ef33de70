import { spawn } from 'node:child_process';
import { codeOf } from './system-error.ts';

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** How a program ended. */
export interface Ran {
  ok: boolean;
  output: string;
}

/** Runs a program to its end. Never throws: that it is missing or fails is an answer. */
export function run(
  command: string,
  args: readonly string[],
  { seconds, stdout = 'pipe' }: { seconds?: number; stdout?: 'pipe' | 'inherit' } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { stdio: ['ignore', stdout, 'pipe'], windowsHide: true });
    // Not by the option of spawn, whose timer outlives a program that is missing.
    const timer = seconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    const answer = (ok: boolean) => {
      clearTimeout(timer);
      resolve({ ok, output });
    };
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', () => answer(false));
    child.once('close', (code) => answer(code === 0));
  });
}
