import { beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import type Stripe from 'stripe';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { tasksDone } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { bank, caseOf, disputed, listen, WEBHOOK_SECRET, written } from '../support/disputes.ts';
import { type Payer, payer, refundsOf } from '../support/people.ts';
import { useReceiver } from '../support/receiver.ts';
import { verifiedRefund, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';
import { deliver } from '../support/webhooks.ts';

const receiver = useReceiver();
const teller = useTeller({
  tenants: { demo: () => ({ ...receiver.settings(), webhookSecrets: [WEBHOOK_SECRET] }) },
});
const inquiry = { status: 'warning_needs_response' };

beforeAll(() => listen(teller));

describe('a chargeback', () => {
  test('opens its case by the webhook, stages evidence, and is won by what a person submits', async () => {
    const { who, dispute, workflow, task, decide, atStripe } = await disputed(teller, {
      reason: 'product_not_received',
    });
    const shown = await task();
    expect(shown).toMatchObject({
      task: dispute,
      kind: 'resolve_dispute',
      reason: 'chargeback_product_not_received',
      amount: usd(42_50),
      payment: who.payment.id,
      verdicts: ['submit_evidence', 'accept', 'refuse', 'contact'],
      about: {
        customer: { id: who.customer, name: 'Pat Payer' },
        dispute: {
          ...{ dispute, stage: 'chargeback', status: 'needs_response', submitted: false },
          evidence: { customer_name: 'Pat Payer', customer_email_address: who.email },
        },
      },
    });
    await until('it is staged', async () => (await atStripe()).evidence_details.has_evidence);
    expect(await atStripe()).toMatchObject({
      status: 'needs_response',
      evidence: { customer_name: 'Pat Payer' },
      evidence_details: { submission_count: 0 },
    });

    const { currentDetails } = await workflow().query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    expect(currentDetails).toContain('Submit evidence sends what is shown to the bank, once and for all;');
    expect(currentDetails).toContain(`- customer\\_email\\_address: ${who.email}`);

    await decide('submit_evidence');
    await until('it is submitted', async () => (await atStripe()).status === 'under_review');
    await bank(teller, dispute, { status: 'won' });
    expect(await workflow().result()).toMatchObject({ outcome: 'won', refunds: [] });
    expect((await atStripe()).evidence_details.submission_count).toBe(1);
    expect(await workflow().query(tasksDone)).toMatchObject([{ verdict: 'submit_evidence' }]);
    // They have never spoken of it with us.
    expect(await written(teller, who)).toEqual([]);
  });

  test('is lost where a person gives it up', async () => {
    const { workflow, decide, atStripe } = await disputed(teller);
    await decide('accept');
    expect(await workflow().result()).toMatchObject({ outcome: 'lost' });
    expect((await atStripe()).evidence_details.submission_count).toBe(0);
  });

  test('is told of to the tenant’s own systems when it opens, is asked about, and ends', async () => {
    const { who, dispute, workflow, task } = await disputed(teller);
    const { reference } = await task();
    await bank(teller, dispute, { status: 'won' });
    await workflow().result();
    const about = { dispute, payment: who.payment.id, stage: 'chargeback', reason: 'fraudulent', reference };
    const of = (type: string) => receiver.taken().filter((one) => one.type === type);
    const own = (type: string) => of(type).find(({ data }) => JSON.stringify(data).includes(reference));
    for (const type of ['dispute.opened', 'task.opened', 'dispute.closed'])
      await until(`${type} is told`, () => own(type) !== undefined);
    expect(own('dispute.opened')).toMatchObject({ data: about });
    expect(own('dispute.closed')).toMatchObject({ data: { ...about, outcome: 'won' } });
    expect(own('dispute.opened')?.data).not.toHaveProperty('outcome');
    expect(JSON.stringify(receiver.taken())).not.toContain('Pat Payer');
  });

  test('has in its evidence what the customer called about, and no other dispute', async () => {
    const byCustomer = (query: string) =>
      until('it is found by its customer', async () => {
        const found = `${query} AND ${searchAttributes.customer.name} IS NOT NULL`;
        return (await teller.temporal().workflow.count(found)).count === 1;
      });
    const { who, task, workflow } = await disputed(teller);
    await task();
    await byCustomer(`WorkflowId = '${workflow().workflowId}'`);
    const evidence = async () => {
      const { task: another } = await disputed(teller, {}, { customer: who.customer });
      return (await another()).about.dispute?.evidence ?? {};
    };
    const before = await evidence();
    expect(before).toMatchObject({ customer_email_address: who.email });
    expect(before).not.toHaveProperty('access_activity_log');
    expect(before['uncategorized_text']).toMatch(/Nothing of it was refunded before\.$/);

    const { reference } = await verifiedRefund(teller, who);
    await byCustomer(`${searchAttributes.reference.name} = '${reference}'`);
    expect((await evidence())['access_activity_log']?.split('\n')).toEqual([
      'The customer called us, and was identified before each of these:',
      expect.stringMatching(new RegExp(`^- On [\\d-]+: refund, reference ${reference}$`)),
    ]);
  });

  test('that is left to the bank is asked about no more, and followed to its end', async () => {
    const { dispute, workflow, decide, open } = await disputed(teller);
    await decide('refuse');
    await until('nobody is asked', async () => (await open()) === undefined);
    await bank(teller, dispute, { status: 'lost' });
    expect(await workflow().result()).toMatchObject({ outcome: 'lost' });
  });

  test('that ends by itself withdraws the task', async () => {
    const { dispute, workflow, task } = await disputed(teller);
    await task();
    await bank(teller, dispute, { status: 'won' });
    expect(await workflow().result()).toMatchObject({ outcome: 'won' });
    expect(await workflow().query(tasksDone)).toMatchObject([{ verdict: 'withdrawn' }]);
  });

  test('of which no answer is taken offers none', async () => {
    const { task, atStripe } = await disputed(teller, { due_by: 0 });
    const shown = await task();
    expect(shown.verdicts).toEqual(['accept', 'refuse', 'contact']);
    expect(shown.about.dispute).not.toHaveProperty('dueBy');
    expect((await atStripe()).evidence_details.has_evidence).toBe(false);
  });

  test('is due a day before the bank takes no answer any more, where that is sooner than agreed', async () => {
    const soon = Math.floor(Date.now() / 1_000) + 30 * 3_600;
    const { task } = await disputed(teller, { due_by: soon });
    const { dueAt } = await task();
    expect(Math.abs(Date.parse(dueAt) / 1_000 - (soon - 86_400))).toBeLessThan(5);
  });

  test('is asked about by message where a person wants to know more, and stays open', async () => {
    const { who, decide, open } = await disputed(teller);
    await decide('contact', { reason: 'Which of our shops were you in?' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect((await written(teller, who))[0]).toContain('Which of our shops were you in?');
    expect(await open()).toMatchObject({ kind: 'resolve_dispute' });

    // The case's reference is theirs: they hear how it stands, and what they answer stands in its task.
    const { reference } = (await open()) ?? {};
    const agent = teller.agent();
    const following = async ({ email, identity }: Payer) =>
      agent.begin(teller.call(), {
        ...{ intent: 'follow_up', caller: { email } },
        details: { ...identity, reference },
      });
    const asked = await following(who);
    expect(asked).toMatchObject({
      expects: { kind: 'text', about: 'question' },
      facts: {
        requests: [
          { reference, intent: 'dispute', status: 'with_support', payment: { payment: who.payment.id } },
        ],
      },
    });
    expect(asked.say).toMatch(/disput.*A colleague has a question for you: Which of our shops were you in\?/);
    await agent.answer(asked, { text: 'In the one at the station' });
    await until('it stands in the task', async () => {
      const events = (await open())?.events ?? [];
      return events.some(({ what, text }) => what === 'caller_said' && text === 'In the one at the station');
    });
    expect(await following(who)).toMatchObject({
      outcome: 'completed',
      facts: { requests: [{ reference }] },
    });
    expect(await following(await payer(teller))).toMatchObject({ facts: { requests: [] } });
  });
});

describe('the webhook', () => {
  test('begins one case, however often it comes', async () => {
    const { dispute, workflow, task } = await disputed(teller);
    await task();
    const { runId } = (await workflow().describe()) as { runId: string };
    const event = {
      ...{ id: 'evt_again', object: 'event', type: 'charge.dispute.created', livemode: false },
      data: { object: { id: dispute } },
    };
    const sent = { event, secret: WEBHOOK_SECRET };
    expect((await deliver(teller.url(), teller.tenant().id, sent)).status).toBe(200);
    expect(((await workflow().describe()) as { runId: string }).runId).toBe(runId);
    await bank(teller, dispute, { status: 'lost' });
    await workflow().result();
    expect((await deliver(teller.url(), teller.tenant().id, sent)).status).toBe(200);
    expect((await workflow().describe()).status.name).toBe('COMPLETED');
  });

  test('of a thin event begins it as well; that of any other event begins none', async () => {
    const silent = await payer(teller);
    await teller.control('POST', '/webhooks', { drop: 1 });
    const { id } = await teller.control<Stripe.Dispute>('POST', '/disputes', {
      payment_intent: silent.payment.id,
    });
    await teller.control('DELETE', '/webhooks');
    const { workflow, task } = caseOf(teller, id);
    const { url, tenant } = { url: teller.url(), tenant: teller.tenant().id };
    const updated = {
      ...{ id: 'evt_1', object: 'event', type: 'charge.dispute.updated', livemode: false },
      data: { object: { id } },
    };
    await deliver(url, tenant, { event: updated, secret: WEBHOOK_SECRET });
    await expect(workflow().describe()).rejects.toThrow(WorkflowNotFoundError);
    const thin = {
      ...{ id: 'evt_2', object: 'v2.core.event', type: 'v1.charge.dispute.created', livemode: false },
      related_object: { id, type: 'dispute' },
    };
    expect((await deliver(url, tenant, { event: thin, secret: WEBHOOK_SECRET })).status).toBe(200);
    expect(await task()).toMatchObject({ kind: 'resolve_dispute' });
  });
});

describe('an inquiry', () => {
  test('is refunded by a person, which answers it, and the customer is told', async () => {
    const { who, workflow, task, decide } = await disputed(teller, inquiry);
    expect(await task()).toMatchObject({
      reason: 'inquiry_fraudulent',
      verdicts: ['refund', 'submit_evidence', 'refuse', 'contact'],
    });
    await decide('refund');
    const refunds = (await workflow().result()) as { outcome: string; refunds: string[] };
    const [made] = await refundsOf(teller, who);
    expect(refunds).toMatchObject({ outcome: 'closed', refunds: [made?.id] });
    expect(made).toMatchObject({ amount: 42_50, status: 'succeeded' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect(await written(teller, who)).toEqual([
      expect.stringMatching(
        /^We have sent a refund of 42 dollars and 50 cents for your payment of .* asked us/,
      ),
    ]);
  });

  test('of a payment that is long ago, or above what callers may have back, is refunded all the same', async () => {
    const { who, decide, workflow } = await disputed(teller, inquiry, { amount: 450_00 });
    await teller.control('POST', `/objects/${who.payment.id}`, {
      created: Math.floor(Date.now() / 1_000) - 200 * 86_400,
    });
    await decide('refund');
    await workflow().result();
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 450_00 }]);
  });

  test('that becomes a chargeback is shown anew: a decision on what it was before is refused', async () => {
    const { who, dispute, workflow, task, atStripe } = await disputed(teller, inquiry);
    const before = await task();
    await bank(teller, dispute, { status: 'needs_response' });
    const after = await task(({ version }) => version > before.version);
    expect(after).toMatchObject({ verdicts: ['submit_evidence', 'accept', 'refuse', 'contact'] });
    await workflow().signal('decide', {
      ...{ task: dispute, verdict: 'refund', reason: 'Too late', version: before.version },
    });
    const noted = await task(({ events }) => events.some(({ what }) => what === 'not_carried_out'));
    expect(noted.version).toBe(after.version);
    expect(await refundsOf(teller, who)).toEqual([]);
    expect((await atStripe()).status).toBe('needs_response');
  });

  test('that becomes a chargeback while its refund is decided is never refunded', async () => {
    const { who, dispute, task, decide } = await disputed(teller, inquiry);
    await task();
    // No webhook tells of it: the person decides by what is shown.
    await teller.control('POST', '/webhooks', { hold: true });
    await bank(teller, dispute, { status: 'needs_response' });
    await decide('refund');
    const shown = await task(({ about }) => about.dispute?.stage === 'chargeback');
    await teller.control('DELETE', '/webhooks');
    expect(shown.verdicts).not.toContain('refund');
    expect(await refundsOf(teller, who)).toEqual([]);
    const { data } = await teller.control<{ data: { params: { payment_intent?: string } }[] }>(
      'GET',
      '/journal?method=POST&path=/v1/refunds',
    );
    expect(data.filter(({ params }) => params.payment_intent === who.payment.id)).toEqual([]);
  });

  test('that becomes a chargeback while a caller’s refund is with a person is never refunded', async () => {
    const { who, dispute, task } = await disputed(teller, inquiry);
    await task();
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'inquiry' } });
    await bank(teller, dispute, { status: 'needs_response' });
    await workflowOf(teller, held).signal('decide', {
      ...{ task: `${held.intentId}-1`, verdict: 'approve', reason: 'Yes', version: 1 },
    });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'disputed' },
    });
    expect(await refundsOf(teller, who)).toEqual([]);
  });
});
