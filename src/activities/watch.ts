import { workflowIds } from '../domain/ids.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { readPayment } from '../stripe/payments.ts';
import { readRefund } from '../stripe/refunds.ts';
import { look, observed, type RefundWatched, type Subscription, subscribe } from '../workflows/messages.ts';
import { reading } from './reading.ts';
import { signalWithStart } from './signal-with-start.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

/** Who wants to be told of which payment. */
interface WatchSubscription extends Subscription {
  readonly tenant: string;
  readonly payment: string;
}

export function watchActivities({ stripe, temporal, taskQueue, people }: World) {
  return {
    /** Subscribes a Workflow to a payment's watch, which is started where it does not run. */
    async subscribeWatch({ tenant, payment, ...said }: WatchSubscription): Promise<void> {
      await signalWithStart({ temporal, taskQueue }, 'watch', {
        tenant,
        workflowId: workflowIds.watch(tenant, payment),
        start: { tenant, payment },
        signal: subscribe,
        said: [said],
        summary: 'Follows one payment for those who wait for it',
      });
    },

    /** Has a refund of ours followed until nothing can become of it any more. A repeat is a look more. */
    async watchRefund(start: RefundWatched): Promise<void> {
      const { tenant, refund } = start;
      await signalWithStart({ temporal, taskQueue }, 'watch', {
        tenant,
        workflowId: workflowIds.watch(tenant, refund),
        start: { ...start, people: people(tenant) },
        signal: look,
        said: [],
        summary: 'Follows one refund until it is settled',
      });
    },

    /** Tells a Workflow how a payment stands; false where it has ended. */
    async tellObserved(of: { subscriber: string; payment: Payment }): Promise<boolean> {
      return tell(temporal, of.subscriber, observed, of.payment);
    },

    /** One payment as Stripe shows it now. */
    async readPayment({ tenant, payment }: { tenant: string; payment: string }): Promise<Payment> {
      return reading(() => readPayment(stripe(tenant).reads, payment));
    },

    /** One refund as Stripe shows it now. */
    async readRefund({ tenant, refund }: { tenant: string; refund: string }): Promise<RefundRecord> {
      return reading(() => readRefund(stripe(tenant).reads, refund));
    },
  };
}
