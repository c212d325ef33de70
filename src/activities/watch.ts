import { workflowIds } from '../domain/ids.ts';
import type { Payment } from '../domain/payment.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { readPayment } from '../stripe/payments.ts';
import { type Subscription, subscribe } from '../workflows/messages.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** Who wants to be told of which payment. */
interface WatchSubscription extends Subscription {
  readonly tenant: string;
  readonly payment: string;
}

export function watchActivities({ stripe, temporal, taskQueue }: World) {
  return {
    /** Subscribes a Workflow to a payment's watch, which is started where it does not run. */
    async subscribeWatch({ tenant, payment, subscriber, seconds }: WatchSubscription): Promise<void> {
      await temporal.workflow.signalWithStart('watch', {
        workflowId: workflowIds.watch(tenant, payment),
        taskQueue,
        workflowTaskTimeout: '2s',
        args: [{ tenant, payment }],
        signal: subscribe,
        signalArgs: [{ subscriber, seconds }],
        staticSummary: 'Follows one payment until it has settled',
        typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenant }],
      });
    },

    /** One payment as Stripe shows it now. */
    async readPayment({ tenant, payment }: { tenant: string; payment: string }): Promise<Payment> {
      return reading(async () => {
        return await readPayment(stripe(tenant).reads, payment);
      });
    },
  };
}
