import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { Details, IntentKind } from '../../src/contracts/intent.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { Money } from '../../src/domain/money.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import type { HumanTask, TaskVerdict } from '../../src/domain/task.ts';
import {
  type Answered,
  decide,
  type GivenReply,
  type IntentStart,
  reply,
  tasks,
  turn,
} from '../../src/workflows/messages.ts';
import { pay } from '../sandbox/sandbox.ts';
import type { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';

type SkippedTime = ReturnType<typeof useSkippedTime>;

/** Somebody with a payment, as a refund's first facts name them. */
interface Payer {
  readonly email: string;
  readonly customer: string;
  readonly payment: string;
  readonly amount: number;
}

/** Whole intents on skipped time, where no API is: what an agent would send goes to their Workflows. */
export function intentsOn(time: SkippedTime) {
  async function payer(amount: number): Promise<Payer> {
    const email = `${randomUUID()}@example.com`;
    const { id: customer } = await time.stripe().customers.create({ email });
    const { id: payment } = await pay(time.stripe(), { customer, amount });
    return { email, customer, payment, amount };
  }

  const asked = () => ({ key: randomUUID(), body: randomUUID(), request: randomUUID() });

  async function start<K extends IntentKind>(
    intent: K,
    who: Payer,
    details: Details,
    policy: Partial<Policy> = {},
    call: string = randomUUID(),
  ): Promise<Intent> {
    const intentId = randomUUID();
    const given: IntentStart = {
      ...{ tenant: time.tenant, intentId, intent, reference: 'R7K-2MX', call },
      ...{ caller: { email: who.email }, language: 'en-US', timeZone: 'UTC', asked: asked() },
      details: { last4: '4242', date: new Date().toISOString().slice(0, 10), ...details },
      policy: { ...defaultPolicy, ...policy },
    };
    const workflow = await time.client().workflow.start(intent, {
      workflowId: workflowIds.intent(time.tenant, intentId),
      taskQueue: time.taskQueue(),
      args: [given],
    });
    return intentOf(workflow, intentId);
  }

  function intentOf(workflow: WorkflowHandle, intentId: string) {
    return {
      intentId,
      workflow,
      said: async (number: number): Promise<GivenReply> =>
        ((await workflow.executeUpdate(reply, { args: [number] })) as Answered).reply,
      async confirm(of: GivenReply): Promise<GivenReply> {
        const now = await time.environment().currentTimeMs();
        const args = {
          ...{ turn: of.turn, kind: 'confirmation' as const, answer: { confirm: true }, asked: asked() },
          hearUntil: now + 60_000,
        };
        return ((await workflow.executeUpdate(turn, { args: [args] })) as Answered).reply;
      },
      /** The one task that is open, once there is one. */
      async task(): Promise<HumanTask> {
        let open: HumanTask[] = [];
        await until('a task is open', async () => {
          open = await workflow.query(tasks);
          return open.length > 0;
        });
        return open[0] as HumanTask;
      },
      async decides(verdict: TaskVerdict, amount?: Money): Promise<void> {
        const { task, version } = await this.task();
        const reason = 'Looked at it';
        await workflow.signal(decide, { task, version, verdict, reason, ...(amount && { amount }) });
        await until('the decision is taken up', async () => {
          const open = await workflow.query(tasks).catch(() => []);
          return !open.some((one) => one.task === task);
        });
      },
    };
  }

  /** A refund that waits for a person, its caller gone since. */
  async function heldRefund(
    who: Payer,
    amount: number,
    policy: Partial<Policy> = {},
    call?: string,
  ): Promise<Intent> {
    const intent = await start('refund', who, { amount: { value: amount, currency: 'usd' } }, policy, call);
    await intent.confirm(await intent.said(1));
    await intent.workflow.signal('callEnded');
    return intent;
  }

  const refundsOf = async ({ payment }: Payer) =>
    (await time.stripe().refunds.list({ payment_intent: payment })).data;

  return { payer, start, heldRefund, refundsOf };
}

export type Intent = {
  readonly intentId: string;
  readonly workflow: WorkflowHandle;
  said(number: number): Promise<GivenReply>;
  confirm(of: GivenReply): Promise<GivenReply>;
  task(): Promise<HumanTask>;
  decides(verdict: TaskVerdict, amount?: Money): Promise<void>;
};
