import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeys } from '../../src/platform/keys.ts';
import { type OutboxEntry, readOutbox } from '../../src/platform/outbox.ts';
import { hashApiKey } from '../../src/platform/tenants.ts';
import { type Program, runProgram } from '../cli/run-program.ts';
import { freePort } from './ports.ts';
import { until } from './until.ts';

interface Wanted {
  readonly tenant: string;
  readonly apiKey: string;
  readonly secretKey: string;
  readonly sandboxUrl: string;
  readonly policy?: object;
}

/** API and worker as processes of their own, on the run's Temporal server, with all that they say. */
export interface Processes {
  readonly url: string;
  readonly codecUrl: string;
  /** Standard output and standard error of both. */
  said(): string;
  /** The messages that were kept, for want of a channel. */
  outbox(): Promise<OutboxEntry[]>;
  end(): Promise<void>;
}

/** Starts both for one tenant, with the most detailed log there is. */
export async function startProcesses({
  tenant: id,
  apiKey,
  secretKey,
  sandboxUrl,
  policy,
}: Wanted): Promise<Processes> {
  const folder = await mkdtemp(join(tmpdir(), 'tellerline-processes-'));
  const stripe = { secretKey, apiBase: sandboxUrl };
  const tenant = { id, apiKeyHashes: [hashApiKey(apiKey)], stripe, ...(policy && { policy }) };
  await writeFile(join(folder, 'tenants.json'), JSON.stringify({ tenants: [tenant] }));
  await makeKeys(join(folder, 'keys.json'));
  const [port, codec] = [await freePort(), await freePort()];
  const env = {
    TELLERLINE_DATA: folder,
    TELLERLINE_TASK_QUEUE: `processes-${id}`,
    TELLERLINE_API_PORT: `${port}`,
    TELLERLINE_CODEC_PORT: `${codec}`,
    TELLERLINE_LOG_LEVEL: 'debug',
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_CONFIG_FILE: join(folder, 'temporal.toml'),
  };
  const programs = ['worker', 'api'].map((name) => runProgram({ file: `src/cli/${name}.ts` }, { env }));
  const processes: Processes = {
    url: `http://127.0.0.1:${port}`,
    codecUrl: `http://127.0.0.1:${codec}`,
    outbox: () => readOutbox(join(folder, 'outbox.jsonl')),
    said: () => programs.map(({ output }) => output()).join('\n'),
    async end() {
      await Promise.all(programs.map(stop));
      await rm(folder, { recursive: true });
    },
  };
  const areReady = () => programs.every(({ output }) => output().includes('"ready"'));
  await until('API and worker are ready', areReady, 60).catch(async (error: Error) => {
    const said = processes.said();
    await processes.end();
    throw new Error(`${error.message}: ${said}`);
  });
  return processes;
}

async function stop({ process, ended }: Program): Promise<void> {
  process.kill();
  await ended;
}
