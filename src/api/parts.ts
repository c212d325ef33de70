import type { Client } from '@temporalio/client';
import type { Keys } from '../platform/keys.ts';
import type { Log } from '../platform/log.ts';
import type { StaffSettings } from '../platform/settings.ts';
import type { Tenants } from '../platform/tenants.ts';
import type { StripeClients } from '../stripe/client.ts';

/** What the API is made of. */
export interface ApiParts {
  readonly temporal: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly tenants: Tenants;
  /** To read what a thin event is about. */
  stripe(tenant: string): StripeClients;
  readonly keys: Keys;
  readonly log: Log;
  /** How support's staff sign in; without it nobody does. */
  readonly staff?: Pick<StaffSettings, 'publicUrl' | 'oidc' | 'consoleFolder'>;
  /** Address of the Temporal UI, for links to a task's Workflow. */
  readonly temporalUi?: string;
  /** What the outbox page shows; without it there is none. */
  readonly outboxFile?: string;
  /** Aborted when the API closes: who waits for a reply is told how it stands. */
  readonly closing?: AbortSignal;
}
