import { workflowIds } from '../domain/ids.ts';
import type { Payment } from '../domain/payment.ts';
import { readPayment } from '../stripe/payments.ts';
import { type Subscription, subscribe } from '../workflows/messages.ts';
import { reading } from './reading.ts';
import { signalWithStart } from './signal-with-start.ts';
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
      await signalWithStart({ temporal, taskQueue }, 'watch', {
        tenant,
        workflowId: workflowIds.watch(tenant, payment),
        start: { tenant, payment },
        signal: subscribe,
        said: { subscriber, seconds },
        summary: 'Follows one payment until it has settled',
      });
    },

    /** One payment as Stripe shows it now. */
    async readPayment({ tenant, payment }: { tenant: string; payment: string }): Promise<Payment> {
      return reading(() => readPayment(stripe(tenant).reads, payment));
    },
  };
}
