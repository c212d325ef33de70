import { type SpawnOptions, spawn } from 'node:child_process';
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

/** How a program ended; `missing` where there is no such program. */
export interface Ran {
  ok: boolean;
  missing: boolean;
  output: string;
}

/** Runs a program to its end. Never throws: that it is missing or fails is an answer. */
export function run(
  command: string,
  args: readonly string[],
  { seconds, stdout = 'pipe' }: { seconds?: number; stdout?: 'pipe' | 'inherit' } = {},
): Promise<Ran> {
  const options: SpawnOptions = { stdio: ['ignore', stdout, 'pipe'], windowsHide: true };
  if (seconds !== undefined) options.timeout = seconds * 1000;
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, options);
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => resolve({ ok: false, missing: true, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, missing: false, output }));
  });
}
