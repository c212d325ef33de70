import { join } from 'node:path';
import { prepareData } from '../platform/first-start.ts';
import { readSettings, type Settings } from '../platform/settings.ts';
import { findTemporalCli } from '../platform/temporal-cli.ts';
import { keepClosedWorkflows, waitForTemporal } from '../platform/temporal-server.ts';
import { readTenants } from '../platform/tenants.ts';
import { childPlans, namespace, temporalAddress } from './children.ts';
import { buildConsole } from './console-build.ts';
import { liveInClear, liveWithoutSignIn, signInInClear } from './live-in-clear.ts';
import { oneLine } from './one-line.ts';
import { inClear, masterKeyMade } from './secrets-said.ts';
import { loadStory } from './story.ts';
import { withFreePorts } from './supervision/free-ports.ts';
import { type Lock, takeLock } from './supervision/lock.ts';
import { acceptsConnections, answers, saysReady } from './supervision/readiness.ts';
import { createSupervisor, type Supervisor } from './supervision/supervisor.ts';
import { addressesOf, welcome } from './welcome.ts';

const say = (line: string) => console.log(line);

/** `npm start`: all of it on this machine, each part a process of its own, until Ctrl-C. */
async function start(): Promise<void> {
  const settings = readSettings();
  const lock = await takeLock(settings.dataFolder);
  const supervisor = createSupervisor({
    logFolder: join(settings.dataFolder, 'logs'),
    say,
    onChildren: (children) => lock.note({ children }),
  });
  let ending: Promise<void> | undefined;
  const end = (exitCode: number) => {
    ending ??= supervisor.stop().then(() => {
      lock.release();
      process.exit(exitCode);
    });
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!ending) say('\nStopping …');
      void end(0);
    });
  }
  try {
    await startChildren(settings, { lock, supervisor });
  } catch (error) {
    if (!ending) console.error(oneLine(error));
    await end(1);
  }
}

async function startChildren(
  wanted: Settings,
  { lock, supervisor }: { lock: Lock; supervisor: Supervisor },
): Promise<void> {
  const cli = await findTemporalCli({ say });
  const settings = await withFreePorts(wanted, say);
  lock.note({ addresses: addressesOf(settings) });
  const { temporal, sandbox, identityProvider, worker, api } = childPlans(settings, cli);
  const { madeMasterKey } = await prepareData(settings);
  if (madeMasterKey !== undefined) say(masterKeyMade(madeMasterKey));
  await lookAtTenants(settings);
  const consoleBuilt = buildConsole(settings.staff.consoleFolder, say);

  say('Starting Temporal, the Stripe sandbox, who signs staff in, the worker and the API …');
  await Promise.all([
    supervisor.start(temporal, {
      seconds: 60,
      isReady: acceptsConnections({ host: '127.0.0.1', port: settings.temporal.port }),
    }),
    supervisor.start(sandbox, { seconds: 30, isReady: acceptsConnections(settings.sandbox) }),
    identityProvider && supervisor.start(identityProvider, { seconds: 60, isReady: saysReady }),
  ]);
  await keepLongEnough(settings);
  const story = await loadStory(settings.sandbox.url, settings.dataFolder);
  await Promise.all([
    supervisor.start(worker, { seconds: 120, isReady: saysReady }),
    supervisor.start(api, { seconds: 120, isReady: answers(`${addressesOf(settings).api}/readyz`) }),
  ]);
  await consoleBuilt;
  say(welcome(settings, story));
}

/** Before anything runs, since a child that refuses to start tells why in its log only. */
async function lookAtTenants(settings: Settings): Promise<void> {
  const tenants = (await readTenants(settings)).all();
  const refusal =
    liveInClear(settings.api, tenants) ??
    liveWithoutSignIn(settings.staff, tenants) ??
    signInInClear(settings.staff);
  if (refusal !== undefined) throw new Error(refusal);
  const clear = await inClear(settings.tenantsFile);
  if (clear !== undefined) say(clear);
}

async function keepLongEnough(settings: Settings): Promise<void> {
  const connection = await waitForTemporal({ address: temporalAddress(settings), namespace });
  try {
    await keepClosedWorkflows(connection, namespace);
  } finally {
    await connection.close();
  }
}

start().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
