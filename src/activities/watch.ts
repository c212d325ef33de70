import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { workflowIds } from '../domain/ids.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { MOST_SECONDS } from '../domain/settlement.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { readPayment } from '../stripe/payments.ts';
import { readRefund } from '../stripe/refunds.ts';
import {
  look,
  observed,
  ownSystems,
  type RefundWatched,
  type Subscription,
  subscribe,
} from '../workflows/messages.ts';
import { reading } from './reading.ts';
import { signalWithStart } from './signal-with-start.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

/** Who wants to be told of which payment. */
interface WatchSubscription extends Subscription {
  readonly tenant: string;
  readonly payment: string;
}

/** How soon a tenant's own systems are told of what no webhook tells of. */
const TOLD_WITHIN_SECONDS = DAY_SECONDS / 2;

export function watchActivities({ stripe, temporal, taskQueue, people, receiver }: World) {
  /** Subscribes a Workflow to a payment's watch, which is started where it does not run. */
  async function subscribeWatch({ tenant, payment, ...said }: WatchSubscription): Promise<void> {
    await signalWithStart({ temporal, taskQueue }, 'watch', {
      tenant,
      workflowId: workflowIds.watch(tenant, payment),
      start: { tenant, payment },
      signal: subscribe,
      said: [said],
      summary: 'Follows one payment for those who wait for it',
    });
  }

  return {
    subscribeWatch,

    /** Has a payment followed until it is final, where the tenant's own systems want to be told of that. */
    async watchPayment({ tenant, payment }: { tenant: string; payment: string }): Promise<void> {
      const told = receiver(tenant);
      if (!told?.wants('payment.succeeded') && !told?.wants('payment.failed')) return;
      await subscribeWatch({
        ...{ tenant, payment, subscriber: ownSystems },
        ...{ seconds: MOST_SECONDS, within: TOLD_WITHIN_SECONDS },
      });
    },

    /** Has a refund of ours followed until nothing can become of it any more. A repeat is a look more, or nothing. */
    async watchRefund(start: RefundWatched): Promise<void> {
      const { tenant, refund } = start;
      const following = signalWithStart({ temporal, taskQueue }, 'watch', {
        tenant,
        workflowId: workflowIds.watch(tenant, refund),
        start: { ...start, people: people(tenant) },
        signal: look,
        said: [],
        summary: 'Follows one refund until it is settled',
        // One that has come to its end may have had it made good by a person, who is not asked twice.
        reuse: 'ALLOW_DUPLICATE_FAILED_ONLY',
      });
      await following.catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
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
