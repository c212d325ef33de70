import type { Client } from '@temporalio/client';
import type { StripeClients } from '../stripe/client.ts';

/** What Activities need of the world. */
export interface World {
  stripe(tenant: string): StripeClients;
  /** A keyed hash of something personal, by the tenant's identity key. */
  hash(tenant: string, of: 'customer' | 'contact' | 'stranger', value: string): string;
  readonly temporal: Client;
  readonly taskQueue: string;
}
