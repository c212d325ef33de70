import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';

/** Where Temporal is: by TEMPORAL_ADDRESS, profiles and TLS, as Temporal's own tools read them. */
export interface TemporalAccess {
  readonly connection: NativeConnectionOptions;
  readonly namespace: string;
}

/** Reads Temporal's own settings from environment and profile. */
export function temporalAccess(): TemporalAccess {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  return { connection: connectionOptions, namespace: namespace ?? 'default' };
}

/** A telephone's pause: the SDK would wait a second where the server says that it is busy. */
const soon = makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ initialIntervalMs: () => 100 }));

/** A client that connects when it is first used, so that processes start in any order. */
export function temporalClient(
  { connection, namespace }: TemporalAccess,
  dataConverter: DataConverter,
): Client {
  return new Client({
    connection: Connection.lazy({ ...connection, interceptors: [soon] }),
    namespace,
    dataConverter,
  });
}
