import type { Client } from '@temporalio/client';
import { followerOf } from '../domain/ids.ts';
import { look } from '../workflows/messages.ts';
import { signalOpen } from './signal-open.ts';

/** Wakes whatever follows these objects. Where nobody waits there is none, and nothing is written anywhere. */
export async function hintWatches(
  temporal: Client,
  tenant: string,
  objects: readonly string[],
): Promise<void> {
  await Promise.all(
    [...new Set(objects)].map((object) => signalOpen(temporal, followerOf(tenant, object), look)),
  );
}
