import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { childPlans, namespace, temporalAddress } from '../src/cli/children.ts';
import { program } from '../src/cli/program.ts';
import type { ChildPlan } from '../src/cli/supervision/child.ts';
import { withFreePorts } from '../src/cli/supervision/free-ports.ts';
import { portFinder } from '../src/cli/supervision/ports.ts';
import { acceptsConnections, answers, saysReady } from '../src/cli/supervision/readiness.ts';
import { createSupervisor } from '../src/cli/supervision/supervisor.ts';
import { dataConverter } from '../src/platform/data-converter.ts';
import { prepareData } from '../src/platform/first-start.ts';
import { readKeys } from '../src/platform/keys.ts';
import { readSettings, type Settings } from '../src/platform/settings.ts';
import { temporalClient } from '../src/platform/temporal.ts';
import { findTemporalCli } from '../src/platform/temporal-cli.ts';
import { keepClosedWorkflows, waitForTemporal } from '../src/platform/temporal-server.ts';

/** What is measured, each part a process of its own as `npm start` runs it, and the direct handlers beside it. */
export interface Stand {
  readonly api: string;
  readonly direct: string;
  readonly sandbox: string;
  readonly temporal: Client;
  end(): Promise<void>;
}

const quiet = () => undefined;

/** Starts all of it on free ports and a data folder of its own; `say` hears of what should not happen. */
export async function buildStand(say: (line: string) => void): Promise<Stand> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tellerline-bench-'));
  const supervisor = createSupervisor({ logFolder: join(dataFolder, 'logs'), say, onChildren: quiet });
  const end = async () => {
    await supervisor.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const settings = await settingsFor(dataFolder);
    const directPort = await portFinder(quiet)({ name: 'direct handlers', host: '127.0.0.1', wanted: 0 });
    await prepareData(settings);
    const { temporal, sandbox, worker, api } = childPlans(settings, await findTemporalCli({ say }));
    await supervisor.start(temporal, {
      seconds: 60,
      isReady: acceptsConnections({ host: '127.0.0.1', port: settings.temporal.port }),
    });
    const connection = await waitForTemporal({ address: temporalAddress(settings), namespace });
    await keepClosedWorkflows(connection, namespace);
    await connection.close();
    await supervisor.start(sandbox, { seconds: 30, isReady: acceptsConnections(settings.sandbox) });
    await supervisor.start(direct(settings, directPort, worker.env), { seconds: 30, isReady: saysReady });
    await supervisor.start(worker, { seconds: 120, isReady: saysReady });
    const url = `http://127.0.0.1:${settings.api.port}`;
    await supervisor.start(api, { seconds: 60, isReady: answers(`${url}/readyz`) });

    const access = { connection: { address: temporalAddress(settings) }, namespace };
    const client = temporalClient(access, dataConverter(await readKeys(settings.keysFile)));
    return {
      api: url,
      direct: `http://127.0.0.1:${directPort}`,
      sandbox: settings.sandbox.url,
      temporal: client,
      async end() {
        await client.connection.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function settingsFor(dataFolder: string): Promise<Settings> {
  const any = {
    ...{ TELLERLINE_API_PORT: '0', TELLERLINE_CODEC_PORT: '0', TELLERLINE_SANDBOX_PORT: '0' },
    ...{ TELLERLINE_TEMPORAL_PORT: '0', TELLERLINE_TEMPORAL_UI_PORT: '0', TELLERLINE_DATA: dataFolder },
  };
  const { tools } = readSettings();
  return { ...(await withFreePorts(readSettings(any), quiet)), tools };
}

function direct({ sandbox }: Settings, port: number, env: NodeJS.ProcessEnv): ChildPlan {
  const { command, args } = program('../../bench/direct');
  return { name: 'direct', env, command, args: [...args, String(port), sandbox.url] };
}
