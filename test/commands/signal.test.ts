import { beforeAll, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { run } from '../../src/platform/processes.ts';
import { findTemporalCli } from '../../src/platform/temporal-cli.ts';
import { usd } from '../domain/records.ts';
import { bank, disputed, listen, WEBHOOK_SECRET, written } from '../support/disputes.ts';
import { payer, refundsOf } from '../support/people.ts';
import { verifiedRefund, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller({ tenants: { demo: { webhookSecrets: [WEBHOOK_SECRET] } } });

let cli = '';
beforeAll(async () => {
  cli = await findTemporalCli({ say: () => undefined });
  await listen(teller);
});

interface AtWorkflow {
  readonly workflowId: string;
  query<T>(name: string): Promise<T>;
}

/** The decision that the Temporal UI shows as an example, once the task is open. */
async function shownAt(workflow: AtWorkflow): Promise<Record<string, unknown>> {
  let example: string | undefined;
  await until('the decision is shown', async () => {
    const { currentDetails } = await workflow.query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    [, example] = /Send Signal `decide` with `(\{.*\})`/.exec(currentDetails) ?? [];
    return example !== undefined;
  });
  return JSON.parse(example ?? '') as Record<string, unknown>;
}

/** Sends it with the Temporal CLI, in plain JSON; what is not said otherwise is as it is shown. */
async function decide(workflow: AtWorkflow, said: object): Promise<void> {
  const input = JSON.stringify({ ...(await shownAt(workflow)), ...said });
  const at = ['--address', teller.temporalAddress(), '--workflow-id', workflow.workflowId];
  const ran = await run(cli, ['workflow', 'signal', ...at, '--name', 'decide', '--input', input]);
  expect(ran).toEqual({ ok: true, output: expect.stringContaining('Signal') });
}

describe('temporal workflow signal --name decide', () => {
  test('approves less of a refund than was asked', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    await decide(workflowOf(teller, held), { amount: usd(300_00) });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount: usd(300_00) } },
    });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 300_00 }]);
  });

  test('grants a discount of the amount that it names', async () => {
    const who = await payer(teller);
    const details = { last4: '4242', amount: who.identity.amount, promise: 'twenty percent off' };
    const body = { intent: 'discount', caller: { email: who.email }, details };
    const held = await teller.agent().begin(teller.call(), body);
    await decide(workflowOf(teller, held), { amount: usd(8_00) });
    expect(await teller.agent().afterSupport(held)).toMatchObject({ outcome: 'completed' });
    const { data } = await teller.stripe().promotionCodes.list({
      ...{ customer: who.customer, expand: ['data.promotion.coupon'] },
    });
    expect(data.map(({ promotion }) => (promotion.coupon as Stripe.Coupon).amount_off)).toEqual([8_00]);
  });

  test('refunds what a caller complains of', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const details = { last4: '4242', amount: who.identity.amount, reason: 'I do not know that shop' };
    const body = { intent: 'dispute', caller: { email: who.email }, details };
    const held = await agent.answer(await agent.begin(teller.call(), body), { confirm: false });
    await decide(workflowOf(teller, held), { verdict: 'refund' });
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 42_50 }]);
  });

  test('refunds an inquiry', async () => {
    const { who, workflow, task } = await disputed(teller, { status: 'warning_needs_response' });
    await task();
    await decide(workflow(), { verdict: 'refund' });
    expect(await workflow().result()).toMatchObject({ outcome: 'closed' });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 42_50 }]);
  });

  test('submits evidence', async () => {
    const { dispute, workflow, task, atStripe } = await disputed(teller);
    await task();
    await decide(workflow(), { verdict: 'submit_evidence' });
    await until('it is submitted', async () => (await atStripe()).status === 'under_review');
    await bank(teller, dispute, { status: 'won' });
    expect(await workflow().result()).toMatchObject({ outcome: 'won' });
  });

  test('asks the customer, and then gives a dispute up', async () => {
    const { who, workflow, task } = await disputed(teller);
    await task();
    await decide(workflow(), { verdict: 'contact', reason: 'Which of our shops were you in?' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect(await written(teller, who)).toEqual([expect.stringContaining('Which of our shops were you in?')]);
    await decide(workflow(), { verdict: 'accept' });
    expect(await workflow().result()).toMatchObject({ outcome: 'lost' });
  });
});
