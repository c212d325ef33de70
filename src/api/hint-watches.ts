import type { Client } from '@temporalio/client';
import { followerOf } from '../domain/ids.ts';
import { look } from '../workflows/messages.ts';
import { signalOpen } from './signal-open.ts';

/** Stripe waits for an answer, and sends again what it did not get one to. */
const DEADLINE_MILLISECONDS = 5_000;

/** Wakes whatever follows these objects. Where nobody waits there is none, and nothing is written anywhere. */
export async function hintWatches(
  temporal: Client,
  tenant: string,
  objects: readonly string[],
): Promise<void> {
  await temporal.withDeadline(Date.now() + DEADLINE_MILLISECONDS, () =>
    Promise.all(
      [...new Set(objects)].map((object) => signalOpen(temporal, followerOf(tenant, object), look)),
    ),
  );
}
