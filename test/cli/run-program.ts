import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const started = new Set<ChildProcess>();

export interface Program {
  process: ChildProcess;
  pid: number;
  output: () => string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs TypeScript, given as a file of this repository or as text, in a process of its own. */
export function runProgram(
  source: { file: string } | { text: string },
  { args = [], env = {} }: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Program {
  return launch(process.execPath, [...nodeArguments(source), ...args], env);
}

/** What Node has to be told to run it. */
export function nodeArguments(source: { file: string } | { text: string }): string[] {
  const code =
    'file' in source ? [fromRoot(source.file)] : ['--input-type=module', '--eval', withImports(source.text)];
  return ['--import', tsx, ...code];
}

/** Runs any program; its output is kept. */
export function launch(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  started.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output += String(chunk);
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { process: child, pid: child.pid ?? 0, output: () => output, ended };
}

/** Ends what a test has left running. */
export function endPrograms(): void {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
}

export const fromRoot = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Text has no place that relative imports could start from: `src/…` stands for a file of this repository. */
function withImports(text: string): string {
  return text.replaceAll(/'(src\/[^']+)'/g, (_, file: string) => `'${pathToFileURL(fromRoot(file)).href}'`);
}
