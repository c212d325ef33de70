import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Keys } from './keys.ts';
import { payloadCodec } from './payload-codec.ts';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Loaded by path by the SDK, in clients, workers and the Workflow bundle alike. */
export const failureConverterPath = fileURLToPath(
  new URL(`./failure-converter.${extension}`, import.meta.url),
);

/** How everything that Temporal keeps is encoded. */
export function dataConverter(keys: Keys): DataConverter {
  return { payloadCodecs: [payloadCodec(keys)], failureConverterPath };
}
