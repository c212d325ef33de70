import { spawn } from 'node:child_process';
import { superviseMe } from './supervision/supervised.ts';

// Runs a program that is not ours: `node leash.ts <program> [arguments]`. A program of another's making does not
// notice that its supervisor was killed; a closed pipe does.
const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const ended = new Promise<void>((resolve) => {
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', () => resolve());
});
let isWanted = true;
void ended.then(() => {
  if (isWanted) process.exit(child.exitCode ?? 1);
});

superviseMe({ supervised: true }, () => {
  isWanted = false;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 6_000).unref();
  return ended;
});
