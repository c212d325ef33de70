import { promises as timers } from 'node:timers';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

/** Keywords but for times: SQL stores have few columns of other types. */
export interface SearchAttribute {
  readonly name: string;
  readonly type: 'KEYWORD' | 'DATETIME';
}

/** What the Temporal CLI calls them. */
const typeNames = { KEYWORD: 'Keyword', DATETIME: 'Datetime' };

export interface EmbeddedServer {
  namespace: string;
  port: number;
  /** Without a UI where it is not given. */
  uiPort?: number;
  /** In memory where it is not given. */
  dbFile?: string;
  searchAttributes: Readonly<Record<string, SearchAttribute>>;
  /** Where the UI has payloads decoded. */
  codecEndpoint?: string;
}

/** The arguments that have the Temporal CLI run our embedded server. */
export function serverArguments(server: EmbeddedServer): string[] {
  const { namespace, port, uiPort, codecEndpoint } = server;
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch'];
  const codec = codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', codecEndpoint];
  const address = ['--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace];
  return ['server', 'start-dev', ...address, ...ui, ...codec, '--log-level', 'error', ...tuning(server)];
}

/**
 * What also holds where a test environment composes the rest. The history service reads its queues 20 times a second
 * and shard, and the embedded server has one: without the two rates every step waits for the next 50 ms. It also reads
 * its timers a second ahead, for hosts whose clocks differ, so that none set meanwhile is shorter: here is one host.
 */
export function tuning({ dbFile, searchAttributes }: Pick<EmbeddedServer, 'dbFile' | 'searchAttributes'>) {
  const file = ['--db-filename', dbFile ?? '', ...pragma('journal_mode=wal'), ...pragma('synchronous=full')];
  const attributes = Object.values(searchAttributes).flatMap(({ name, type }) => [
    '--search-attribute',
    `${name}=${typeNames[type]}`,
  ]);
  return [
    ...(dbFile === undefined ? [] : file),
    ...dynamic('history.transferProcessorMaxPollRPS=2000'),
    ...dynamic('history.timerProcessorMaxPollRPS=2000'),
    ...dynamic('history.timerProcessorMaxTimeShift="50ms"'),
    ...dynamic('frontend.enableServerVersionCheck=false'),
    ...attributes,
  ];
}

const pragma = (value: string) => ['--sqlite-pragma', value];
const dynamic = (value: string) => ['--dynamic-config-value', value];

/** A connection to the server at `address`, as soon as it answers for the namespace. */
export async function waitForTemporal({
  address,
  namespace,
  seconds = 30,
}: {
  address: string;
  namespace: string;
  seconds?: number;
}): Promise<Connection> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const connection = await connectTo(address, namespace);
    if (connection) return connection;
    if (Date.now() > deadline) throw new Error(`Temporal at ${address} did not answer within ${seconds} s.`);
    await timers.setTimeout(100);
  }
}

async function connectTo(address: string, namespace: string): Promise<Connection | undefined> {
  const connection = Connection.lazy({ address, connectTimeout: '1s' });
  try {
    await connection.withDeadline(Date.now() + 1_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return connection;
  } catch {
    await connection.close();
    return undefined;
  }
}

/** Has the server keep closed Workflows for 90 days: follow-ups, references and repeated keys live on them. */
export async function keepClosedWorkflows(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.updateNamespace({
    namespace,
    config: {
      workflowExecutionRetentionTtl: proto.google.protobuf.Duration.fromObject({ seconds: 90 * 24 * 3600 }),
    },
  });
}
