/* oxlint-disable typescript/no-unsafe-assignment -- plain JavaScript: what knows types is not installed yet */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const developersCommands = ['test', 'bench'];

/** npm alone waits for more than a minute before it says that there is no network. */
const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/** Runs `npm ci` where node_modules lacks what package-lock.json has. */
export async function installMissing(command) {
  const missing = missingPackages(developersCommands.includes(command));
  if (missing.length > 0) await npmCi();
}

/** Compares with the list npm leaves in node_modules when it is through: after half an install there is none. */
function missingPackages(withDevelopment) {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([path, wanted]) => path && !wanted.optional && !(wanted.dev && !withDevelopment))
    .filter(([path, wanted]) => installed[path]?.version !== wanted.version);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(`${root}/${file}`, 'utf8')).packages;
  } catch {
    return {};
  }
}

async function npmCi() {
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...prefix, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...patience];
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: !npm });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const progress = showProgress('Installing packages (npm ci, takes about half a minute)');
  const code = await new Promise((resolve) => child.on('error', resolve).on('close', resolve));
  progress.end();
  if (code !== 0) throw new Error(`npm ci failed: ${firstError(output)} Look after that and try again.`);
}

function showProgress(what) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  if (!process.stdout.isTTY) {
    console.log(`${what} …`);
    return { end: () => console.log(`… packages: ${seconds()} s`) };
  }
  const timer = setInterval(() => process.stdout.write(`\r${what} … ${seconds()} s`), 500);
  return {
    end() {
      clearInterval(timer);
      process.stdout.write(`\r${what} … ${seconds()} s\n`);
    },
  };
}

function firstError(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const reasons = lines.filter((line) => line && !/^(code|syscall|errno|path) /.test(line));
  return `${reasons.at(0) ?? 'no reason given'}.`;
}
