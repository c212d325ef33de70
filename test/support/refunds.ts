import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import type { Agent } from './agent.ts';
import { type Payer, payer } from './people.ts';
import type { Teller } from './teller.ts';
import { until } from './until.ts';

interface Wanted {
  readonly tenant?: string;
  readonly call?: string;
  readonly key?: string;
  readonly person?: Payer;
  /** Fields of the fresh payer's payment. */
  readonly payment?: Partial<Stripe.PaymentIntentCreateParams>;
  /** Facts that prove who calls, given at the start: the first reply then asks for the yes. */
  readonly proven?: boolean;
  readonly details?: Record<string, unknown>;
}

/** A refund in a call, with all that a test needs to go on with it. */
export interface Asked {
  readonly agent: Agent;
  readonly person: Payer;
  readonly call: string;
  readonly key: string;
  readonly body: { intent: string; caller: { email: string }; details: Record<string, unknown> };
  readonly first: Reply;
}

/** What to start a refund with, for a fresh payer. */
export async function refundOf(teller: Teller, wanted: Wanted = {}): Promise<Omit<Asked, 'first'>> {
  const { tenant, call = teller.call(), key = randomUUID(), proven = false, details = {} } = wanted;
  const person = wanted.person ?? (await payer(teller, wanted.payment, tenant));
  const facts = proven ? { last4: '4242', date: dayOf(person.payment) } : {};
  const body = { intent: 'refund', caller: { email: person.email }, details: { ...facts, ...details } };
  return { agent: teller.agent(tenant), person, call, key, body };
}

/** A refund that was started, up to its first reply. */
export async function startRefund(teller: Teller, wanted: Wanted = {}): Promise<Asked> {
  const refund = await refundOf(teller, wanted);
  const { agent, call, body, key } = refund;
  return { ...refund, first: await agent.begin(call, body, { key }) };
}

/** Starts a refund and proves who calls: the reply after. */
export async function verifiedRefund(
  teller: Teller,
  who: Payer,
  details: object = {},
  { call = teller.call(), tenant }: { call?: string; tenant?: string } = {},
): Promise<Reply> {
  const agent = teller.agent(tenant);
  const asked = await agent.begin(call, { intent: 'refund', caller: { email: who.email }, details });
  return agent.answer(asked, { identity: who.identity });
}

/** The day of a payment, as its payer would say it. */
export function dayOf({ created }: { created: number }): string {
  return new Date(created * 1_000).toISOString().slice(0, 10);
}

/** The Workflow of an intent, as an operator reaches it. */
export function workflowOf(teller: Teller, { intentId }: Pick<Reply, 'intentId'>, tenant?: string) {
  return teller.temporal().workflow.getHandle(workflowIds.intent(teller.tenant(tenant).id, intentId));
}

/** A person decides on the one task that is open. */
export async function personDecides(
  teller: Teller,
  reply: Reply,
  verdict: 'approve' | 'refuse',
  tenant?: string,
): Promise<void> {
  const workflow = workflowOf(teller, reply, tenant);
  const [task] = await workflow.query(tasks);
  if (!task) throw new Error('No task is open.');
  const { version } = task;
  await workflow.signal(decide, { task: task.task, verdict, version, reason: 'Looked at it' });
}

/** Lets go what Stripe holds. */
type LetGo = () => Promise<unknown>;

/** Has Stripe answer nothing that is asked about one person, until it is let go. */
export function holdFinding(teller: Teller, { email }: Payer, tenant?: string): Promise<LetGo> {
  const contains = email.split('@')[0];
  return hold(teller, { path: '/v1/customers', contains, times: 'always' }, tenant);
}

/** Has Stripe hold the refund of one payment on its way, until it is let go. */
export function holdRefund(teller: Teller, { payment }: Payer, tenant?: string): Promise<LetGo> {
  const params = { payment_intent: payment.id };
  return hold(teller, { method: 'POST', path: '/v1/refunds', params }, tenant);
}

async function hold(teller: Teller, request: object, tenant?: string): Promise<LetGo> {
  const fault = { kind: 'hold', ...request };
  const { id } = await teller.control<{ id: string }>('POST', '/faults', fault, tenant);
  return () => teller.control('DELETE', `/faults/${id}`, undefined, tenant);
}

/** The line goes dead, once the call's intents can be found: the server needs a moment for that. */
export async function hangUp(teller: Teller, agent: Agent, call: string, ...intents: Reply[]): Promise<void> {
  for (const { reference } of intents)
    await until('it can be found', async () => {
      const query = `${searchAttributes.reference.name} = '${reference}'`;
      return (await teller.temporal().workflow.count(query)).count === 1;
    });
  const { status } = await agent.ended(call);
  if (status !== 204) throw new Error(`Not told: ${status}`);
}

/** Waits until the Workflow of an intent has closed: its last reply is there a moment earlier. */
export function closed(teller: Teller, reply: Reply, tenant?: string): Promise<void> {
  return until('the Workflow has closed', async () => {
    const { status } = await workflowOf(teller, reply, tenant).describe();
    return status.name !== 'RUNNING';
  });
}
