import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Client } from '@temporalio/client';
import { childPlans, namespace, temporalAddress } from '../../src/cli/children.ts';
import { program } from '../../src/cli/program.ts';
import type { ChildPlan } from '../../src/cli/supervision/child.ts';
import { withFreePorts } from '../../src/cli/supervision/free-ports.ts';
import { acceptsConnections, answers, saysReady } from '../../src/cli/supervision/readiness.ts';
import { dataConverter } from '../../src/platform/data-converter.ts';
import { prepareData } from '../../src/platform/first-start.ts';
import { readKeys } from '../../src/platform/keys.ts';
import { readSettings, type Settings } from '../../src/platform/settings.ts';
import { temporalClient } from '../../src/platform/temporal.ts';
import { findTemporalCli } from '../../src/platform/temporal-cli.ts';
import { keepClosedWorkflows, waitForTemporal } from '../../src/platform/temporal-server.ts';
import { fromRoot } from '../cli/run-program.ts';
import { freePort } from '../support/ports.ts';
import { type Part, partOf } from './part.ts';
import { type StripeSide, stripeSide } from './stripe-side.ts';

/** All of Tellerline as real processes: two workers, and as many APIs as asked for. */
export interface Rig {
  readonly temporal: Part;
  readonly sandbox: Part;
  readonly workers: readonly Part[];
  readonly apis: readonly Part[];
  readonly urls: readonly string[];
  readonly stripe: StripeSide;
  readonly client: Client;
  end(): Promise<void>;
}

interface Wanted {
  readonly apis?: number;
  /** Programs of `entries/` in the place of ours, with their arguments. */
  readonly worker?: readonly string[];
  readonly api?: readonly string[];
  /** What `demo` has set beyond what `npm start` gives it. */
  readonly demo?: object;
}

const quiet = () => undefined;

/** Starts it on free ports, with a data folder of its own. */
export async function buildRig(wanted: Wanted = {}): Promise<Rig> {
  const { apis: count = 1, worker = ['worker', 'ours'], api, demo } = wanted;
  const dataFolder = await mkdtemp(join(tmpdir(), 'tellerline-faults-'));
  const logs = join(dataFolder, 'logs');
  const settings = await settingsFor(dataFolder);
  await prepareData(settings);
  if (demo) await set(settings.tenantsFile, demo);
  const plans = childPlans(settings, await findTemporalCli({ say: quiet }));

  const temporalPort = { host: '127.0.0.1', port: settings.temporal.port };
  const temporal = partOf(compiled(plans.temporal), logs, acceptsConnections(temporalPort));
  const sandbox = partOf(compiled(plans.sandbox), logs, acceptsConnections(settings.sandbox));
  const workers = [1, 2].map((number) =>
    partOf({ ...entry(plans.worker, worker), name: `worker-${number}` }, logs, saysReady),
  );
  const places = await Promise.all(
    Array.from({ length: count }, async () => ({ port: await freePort(), codec: await freePort() })),
  );
  const urls = places.map(({ port }) => `http://127.0.0.1:${port}`);
  const apis = places.map(({ port, codec }, index) => {
    const env = { ...plans.api.env, TELLERLINE_API_PORT: `${port}`, TELLERLINE_CODEC_PORT: `${codec}` };
    const plan = { ...entry(plans.api, api), name: `api-${index + 1}`, env };
    return partOf(plan, logs, answers(`${urls[index]}/readyz`));
  });

  const parts = [temporal, sandbox, ...workers, ...apis];
  const end = async () => {
    await Promise.all(parts.map((part) => part.kill()));
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    await Promise.all([temporal.start(), sandbox.start()]);
    const connection = await waitForTemporal({ address: temporalAddress(settings), namespace, seconds: 120 });
    await keepClosedWorkflows(connection, namespace);
    await connection.close();
    await Promise.all([...workers, ...apis].map((part) => part.start()));
  } catch (error) {
    await end();
    throw error;
  }
  const access = { connection: { address: temporalAddress(settings) }, namespace };
  const client = temporalClient(access, dataConverter(await readKeys(settings.keysFile)));
  return {
    ...{ temporal, sandbox, workers, apis, urls, client },
    stripe: stripeSide(settings.sandbox.port),
    async end() {
      await client.connection.close();
      await end();
    },
  };
}

/** Sets more for the one tenant of a tenants file, as whoever edits it by hand. */
async function set(file: string, more: object): Promise<void> {
  const { tenants } = JSON.parse(await readFile(file, 'utf8')) as { tenants: object[] };
  await writeFile(file, JSON.stringify({ tenants: tenants.map((tenant) => ({ ...tenant, ...more })) }));
}

/** One of our programs, or what a test puts in its place. */
function entry(plan: ChildPlan, [name, ...args]: readonly string[] = []): ChildPlan {
  if (name === undefined) return compiled(plan);
  const instead = program(`../../test/faults/entries/${name}`);
  return compiled({ ...plan, command: instead.command, args: [...instead.args, ...args] });
}

/** The same program, from what was compiled for the run. */
function compiled({ args: [, , source = '', ...args], ...plan }: ChildPlan): ChildPlan {
  const file = relative(fromRoot(''), source).replace(/\.ts$/, '.js');
  return { ...plan, args: [join(process.env['TEST_PROGRAMS'] ?? '', file), ...args] };
}

async function settingsFor(dataFolder: string): Promise<Settings> {
  const names = ['API', 'CODEC', 'SANDBOX', 'TEMPORAL', 'TEMPORAL_UI'];
  const ports = names.map(async (name) => [`TELLERLINE_${name}_PORT`, `${await freePort()}`] as const);
  const anyPorts = Object.fromEntries(await Promise.all(ports));
  const { tools } = readSettings();
  return {
    ...(await withFreePorts(readSettings({ ...anyPorts, TELLERLINE_DATA: dataFolder }), quiet)),
    tools,
  };
}
