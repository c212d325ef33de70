import type Stripe from 'stripe';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask, TaskVerdict } from '../../src/domain/task.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { type Payer, payer } from './people.ts';
import type { Teller } from './teller.ts';
import { until } from './until.ts';

/** What the webhooks of a tenant with disputes are signed by. */
export const WEBHOOK_SECRET = 'whsec_demo';

/** Has the sandbox deliver its events to the API, as Stripe would. */
export async function listen(teller: Teller, tenant?: string): Promise<void> {
  const url = `${teller.url()}/webhooks/stripe/${teller.tenant(tenant).id}`;
  const endpoint = await teller.stripe(tenant).webhookEndpoints.create({ url, enabled_events: ['*'] });
  await teller.control('POST', `/objects/${endpoint.id}`, { secret: WEBHOOK_SECRET }, tenant);
}

/** Has the bank do something to a dispute. */
export function bank(teller: Teller, dispute: string, change: object): Promise<Stripe.Dispute> {
  return teller.control<Stripe.Dispute>('POST', `/disputes/${dispute}`, change);
}

/** Somebody whose payment their bank disputes, and the dispute's case. */
export async function disputed(
  teller: Teller,
  opening: object = {},
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
) {
  const who = await payer(teller, params);
  const dispute = await teller.control<Stripe.Dispute>('POST', '/disputes', {
    payment_intent: who.payment.id,
    ...opening,
  });
  return { who, dispute: dispute.id, ...caseOf(teller, dispute.id) };
}

/** The case of a dispute, and what a person does with it. */
export function caseOf(teller: Teller, dispute: string) {
  const { id } = teller.tenant();
  const workflow = () => teller.temporal().workflow.getHandle(workflowIds.dispute(id, dispute));
  const open = async (): Promise<HumanTask | undefined> =>
    (
      await workflow()
        .query(tasks)
        .catch(() => [])
    )[0];
  /** The task, once it is as it should be. */
  async function task(isSo: (task: HumanTask) => boolean = () => true): Promise<HumanTask> {
    let found: HumanTask | undefined;
    await until('the task of the case is there', async () => {
      found = await open();
      return found !== undefined && isSo(found);
    });
    return found as HumanTask;
  }
  return {
    workflow,
    open,
    task,
    /** Stripe's record of it. */
    atStripe: () => teller.stripe().disputes.retrieve(dispute),
    /** Decides on what is shown now, or on an older version of it. */
    async decide(verdict: TaskVerdict, more: object = {}): Promise<void> {
      const { version } = await task();
      await workflow().signal(decide, { task: dispute, verdict, reason: 'Looked at it', version, ...more });
    },
    isStaged: (shown: HumanTask) => shown.about.dispute?.evidence !== undefined,
  };
}

/** What was written to somebody. */
export async function written(teller: Teller, { email }: Payer): Promise<string[]> {
  return (await teller.outbox(email)).map(({ text }) => text);
}
