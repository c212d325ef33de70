import { type Client, isGrpcServiceError } from '@temporalio/client';
import { dataConverter } from '../platform/data-converter.ts';
import { readKeys } from '../platform/keys.ts';
import type { Settings } from '../platform/settings.ts';
import { temporalClient } from '../platform/temporal.ts';
import { temporalFor } from './running.ts';

/** Does something at the Temporal that `npm start` runs, or that the environment names, with the key file's keys. */
export async function atTemporal<T>(settings: Settings, act: (temporal: Client) => Promise<T>): Promise<T> {
  const keys = await readKeys(settings.keysFile);
  const access = temporalFor(settings);
  const temporal = temporalClient(access, dataConverter(keys));
  try {
    return await act(temporal);
  } catch (error) {
    const why = whyNoAnswer(error, String(access.connection.address));
    throw why === undefined ? error : new Error(why);
  } finally {
    await temporal.connection.close();
  }
}

/** What kept Temporal from answering, for a person; undefined where it was something else. */
function whyNoAnswer(error: unknown, address: string): string | undefined {
  const cause = error instanceof Error && !isGrpcServiceError(error) ? error.cause : error;
  if (/unable to authenticate data/i.test(String(error)))
    return 'The key file does not fit what Temporal keeps. Set TELLERLINE_KEYS to the one that the workers use.';
  if (!isGrpcServiceError(cause)) return undefined;
  return `Temporal does not answer at ${address}. Run npm start, or say where it is with TEMPORAL_ADDRESS.`;
}
