import type { Client } from '@temporalio/client';
import type { TaskRow } from '../../contracts/task.ts';
import { tenantOf } from '../../domain/ids.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { listed } from '../listed.ts';
import { rowFrom } from './row.ts';

const QUERY = `${searchAttributes.openTask.name} IS NOT NULL AND ExecutionStatus = 'Running'`;

interface Read {
  readonly runId: string;
  readonly bytes: Buffer;
  readonly rows: readonly TaskRow[];
}

/**
 * Reads the rows of all open tasks from visibility. They stand encrypted in memos; what has not changed since the last time
 * is not decrypted again. `unreadable` is told of each that cannot be decrypted.
 */
export function openRows(
  temporal: Client,
  namespace: string,
  unreadable: (error: unknown) => void = () => undefined,
): () => Promise<TaskRow[]> {
  let known = new Map<string, Read>();
  const { payloadCodecs, payloadConverter } = temporal.options.loadedDataConverter;
  type Payload = Parameters<typeof payloadConverter.fromPayload>[0];

  async function decoded(workflowId: string, payload: Payload): Promise<readonly TaskRow[]> {
    const tenant = tenantOf(workflowId);
    if (tenant === undefined) return [];
    try {
      let payloads = [payload];
      for (const codec of payloadCodecs.toReversed())
        payloads = await codec.decode(payloads, { type: 'workflow', namespace, workflowId });
      const rows = payloads.flatMap((one) => payloadConverter.fromPayload<unknown>(one));
      return rows.flatMap((row) => rowFrom(row, { workflowId, tenant }) ?? []);
    } catch (error) {
      // None of ours, or of another key: it is nobody's task here, and hides no other one.
      unreadable(error);
      return [];
    }
  }

  return async () => {
    const read = new Map<string, Read>();
    for await (const { execution, memo } of listed(temporal, QUERY)) {
      const { workflowId, runId } = execution ?? {};
      const payload = memo?.fields?.['tasks'] as Payload | undefined;
      if (!workflowId || !runId || !payload) continue;
      const bytes = Buffer.from(payload.data ?? []);
      const before = known.get(workflowId);
      const isSame = before?.runId === runId && before.bytes.equals(bytes);
      const rows = isSame ? before.rows : await decoded(workflowId, payload);
      read.set(workflowId, { runId, bytes, rows });
    }
    known = read;
    return [...read.values()].flatMap(({ rows }) => rows);
  };
}
