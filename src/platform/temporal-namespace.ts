import { promises as timers } from 'node:timers';
import { Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { keepClosedWorkflows, type SearchAttribute } from './temporal-server.ts';

interface Wanted {
  readonly connection: ConnectionOptions;
  readonly namespace: string;
  readonly searchAttributes: Readonly<Record<string, SearchAttribute>>;
  /** How long Temporal may take to answer, and to know what was just made. */
  readonly seconds?: number;
}

const NOT_FOUND = 5;
const KEEP_SECONDS = 90 * 24 * 3_600;
const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_DATETIME } =
  proto.temporal.api.enums.v1.IndexedValueType;
const indexed = { KEYWORD: INDEXED_VALUE_TYPE_KEYWORD, DATETIME: INDEXED_VALUE_TYPE_DATETIME };

/** Has a Temporal cluster serve us: the namespace, what it keeps, and its search attributes. Again, it changes nothing. */
export async function prepareNamespace({ connection: to, seconds = 60, ...wanted }: Wanted): Promise<void> {
  const connection = Connection.lazy({ ...to, connectTimeout: '2s' });
  try {
    // A namespace that was just made is not known everywhere at once, so that any of it may have to be done again.
    for (const deadline = Date.now() + seconds * 1_000; ; ) {
      try {
        return await connection.withDeadline(Date.now() + 5_000, () => prepareOnce(connection, wanted));
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await timers.setTimeout(500);
      }
    }
  } finally {
    await connection.close();
  }
}

async function prepareOnce(
  connection: Connection,
  { namespace, searchAttributes }: Omit<Wanted, 'connection' | 'seconds'>,
): Promise<void> {
  const kept = await keptSeconds(connection, namespace);
  if (kept === undefined) {
    const workflowExecutionRetentionPeriod = proto.google.protobuf.Duration.fromObject({
      seconds: KEEP_SECONDS,
    });
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } else if (kept < KEEP_SECONDS) await keepClosedWorkflows(connection, namespace);

  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, indexed[type]])),
  });
}

/** For how long the namespace keeps closed Workflows; undefined where there is none. */
async function keptSeconds(connection: Connection, namespace: string): Promise<number | undefined> {
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return undefined;
    throw error;
  }
}
