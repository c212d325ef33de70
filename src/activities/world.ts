import type { Client } from '@temporalio/client';
import type { MessagePolicy, Messenger } from '../domain/message.ts';
import type { PeopleSettings } from '../domain/people.ts';
import type { Receiver } from '../domain/receiver.ts';
import type { StripeClients } from '../stripe/client.ts';
import type { DisputeCaseStart } from '../workflows/messages.ts';

/** What Activities need of the world. */
export interface World {
  stripe(tenant: string): StripeClients;
  /** A keyed hash of something personal, by the tenant's identity key. */
  hash(
    tenant: string,
    of: 'customer' | 'contact' | 'stranger' | 'coupon' | 'promotion',
    value: string,
  ): string;
  /** Sends the tenant's messages, or keeps them where it has no channel. */
  messenger(tenant: string): Messenger;
  /** Which messages the tenant has written. */
  messages(tenant: string): Partial<MessagePolicy>;
  /** Where the tenant's own systems are told; undefined where it has set up none. */
  receiver(tenant: string): Receiver | undefined;
  /** A fresh code and its keyed hash, which holds for one intent. */
  oneTimeCode(tenant: string, intentId: string): { code: string; hash: string };
  /** What the case of a dispute starts with, by the tenant's settings. */
  disputeCase(tenant: string, dispute: string): DisputeCaseStart;
  /** The tenant's own language: of what is written to somebody whose language is not known. */
  language(tenant: string): string;
  /** By which rules the tenant's staff decide. */
  people(tenant: string): PeopleSettings;
  readonly temporal: Client;
  readonly taskQueue: string;
}
