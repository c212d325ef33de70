import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../src/platform/settings.ts';
import { until } from '../support/until.ts';

const MODULE = 'github.com/stripe/stripe-mock@latest';
const INSTALL_MILLISECONDS = 240_000;

/** Where stripe-mock is, or why it cannot be had. */
export type Binary =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly why: string };

/** Finds stripe-mock in our cache folder, or has Go build it there. Stripe's specification comes with it. */
export function findStripeMock(): Binary {
  const folder = join(readSettings().tools.cacheFolder, 'go');
  const path = join(folder, process.platform === 'win32' ? 'stripe-mock.exe' : 'stripe-mock');
  if (existsSync(path)) return { kind: 'found', path };
  const installed = spawnSync('go', ['install', MODULE], {
    env: { ...process.env, GOBIN: folder },
    encoding: 'utf8',
    timeout: INSTALL_MILLISECONDS,
  });
  if (installed.status === 0) return { kind: 'found', path };
  const error = installed.error as NodeJS.ErrnoException | undefined;
  if (error?.code === 'ENOENT') return { kind: 'missing', why: 'Go is not installed' };
  return { kind: 'missing', why: `\`go install ${MODULE}\` failed: ${error?.message ?? installed.stderr}` };
}

export interface StripeMock {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on free ports; resolves when it listens. */
export async function startStripeMock(path: string): Promise<StripeMock> {
  const free = '127.0.0.1:0';
  const child = spawn(path, ['-http-addr', free, '-https-addr', free], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const port = () => /HTTP at address: 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
  await until(`stripe-mock listens (${path})`, () => {
    if (child.exitCode !== null) throw new Error(`stripe-mock ended at its start: ${said}`);
    return port() !== undefined;
  });
  return { url: `http://127.0.0.1:${port()}`, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
