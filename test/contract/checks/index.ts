import type { Check } from '../check.ts';
import { customers } from './customers.ts';
import { discounts } from './discounts.ts';
import { disputes } from './disputes.ts';
import { idempotency } from './idempotency.ts';
import { payments } from './payments.ts';
import { reading } from './reading.ts';
import { refunds } from './refunds.ts';
import { refusals } from './refusals.ts';
import { subscriptions } from './subscriptions.ts';
import { webhooks } from './webhooks.ts';

/** All that Tellerline counts on Stripe for. */
export const checks: Check[] = [
  ...customers,
  ...payments,
  ...refunds,
  ...refusals,
  ...disputes,
  ...idempotency,
  ...reading,
  ...discounts,
  ...subscriptions,
  ...webhooks,
];
