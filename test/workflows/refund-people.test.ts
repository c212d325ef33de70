import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { workflowIds } from '../../src/domain/ids.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { LOOK_AGAIN } from '../../src/domain/task.ts';
import { decide, tasksDone } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';
import { type Intent, intentsOn } from './intents.ts';

const time = useSkippedTime();
const { payer, start, heldRefund, refundsOf } = intentsOn(time);

/** How each task was settled, and what was noted on it last. */
const becameOf = async ({ workflow }: Intent) =>
  (await workflow.query(tasksDone)).map(({ verdict, task }) => {
    const { at: _, ...last } = task.events.at(-1) ?? { at: '' };
    return [verdict, last];
  });

// The first: once days are skipped here, what Stripe made a moment ago is of days ago.
test('an approval of what the same call was given back before goes back to them, and is made once they say so', async () => {
  const who = await payer(600_00);
  const call = randomUUID();
  const small = await start('refund', who, { amount: usd(20_00) }, {}, call);
  await small.confirm(await small.said(1));
  expect(await small.workflow.result()).toMatchObject({ outcome: 'completed' });
  const large = await heldRefund(who, 350_00, {}, call);
  await large.decides('approve', usd(20_00));
  expect(await large.task()).toMatchObject({
    reason: 'repeats',
    amount: usd(20_00),
    about: { payment: { refunded: 20_00 } },
  });
  expect(await refundsOf(who)).toHaveLength(1);
  await large.decides('approve');
  expect(await large.workflow.result()).toMatchObject({
    outcome: 'completed',
    facts: { payment: { refunded: usd(40_00) } },
  });
  expect(await refundsOf(who)).toHaveLength(2);
});

describe('two refunds of the same payment and amount that wait for people', () => {
  test('are not both made, although the second is approved two days after the first', async () => {
    const who = await payer(600_00);
    const [first, second] = [await heldRefund(who, 250_00), await heldRefund(who, 250_00)];
    await first.decides('approve');
    await until('it is made', async () => (await refundsOf(who)).length === 1);
    await time.environment().sleep('2 days');
    await second.decides('approve');
    expect(await second.task()).toMatchObject({
      reason: 'repeats',
      about: { payment: { refunded: 250_00 } },
    });
    expect(await refundsOf(who)).toHaveLength(1);
    await second.decides('approve');
    expect(await second.workflow.result()).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(who)).toHaveLength(2);
  });

  test('end with one where a person does not want another', async () => {
    const who = await payer(600_00);
    const [first, second] = [await heldRefund(who, 250_00), await heldRefund(who, 250_00)];
    await first.decides('approve');
    await second.decides('approve');
    await second.decides('refuse');
    expect(await second.workflow.result()).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_support' },
    });
    expect(await refundsOf(who)).toHaveLength(1);
  });
});

test('what nobody decides in time is not made, and whoever asked is told', async () => {
  const who = await payer(350_00);
  const intent = await heldRefund(who, 350_00);
  expect(await intent.workflow.result()).toMatchObject({
    outcome: 'declined',
    facts: { reason: 'expired' },
    say: expect.stringContaining('Nobody could decide on it in time'),
  });
  const notice = workflowIds.notice(time.tenant, `${intent.intentId}-ended`);
  expect(await time.client().workflow.getHandle(notice).result()).toBe('sent');
  expect(await refundsOf(who)).toHaveLength(0);
});

describe('what a person has approved, the caller gone', () => {
  test('goes back to them with what is left, where a part was refunded by another hand', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    await time.stripe().refunds.create({ payment_intent: who.payment, amount: 100_00 });
    await intent.decides('approve');
    expect(await intent.task()).toMatchObject({
      reason: 'more_than_left',
      amount: { value: 250_00, currency: 'usd' },
      about: { payment: { refunded: 100_00 } },
    });
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount: { value: 250_00 } } },
    });
    const comesBack = { what: 'not_carried_out', text: LOOK_AGAIN };
    expect(await becameOf(intent)).toMatchObject([
      ['approve', comesBack],
      ['approve', { what: 'decided' }],
    ]);
  });

  test('goes back to them, and each question that they ask the caller on the way is written', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    const asks = async (text: string) => {
      const { task, version, changes } = await intent.task();
      await intent.workflow.signal(decide, { task, version, verdict: 'contact', reason: text });
      const notice = workflowIds.notice(time.tenant, `${task}-asked-${changes + 1}`);
      const sent = () => time.client().workflow.getHandle(notice).result();
      await until('it is written', async () => (await sent().catch(() => 'not started')) === 'sent');
      return task;
    };
    const first = await asks('Which parcel was it?');
    await time.stripe().refunds.create({ payment_intent: who.payment, amount: 100_00 });
    await intent.decides('approve');
    expect(await asks('Did you send it back?')).not.toBe(first);
  });

  test('goes back to them where another amount was refunded by another hand, although enough is left', async () => {
    const who = await payer(600_00);
    const intent = await heldRefund(who, 250_00);
    await time.stripe().refunds.create({ payment_intent: who.payment, amount: 100_00 });
    await intent.decides('approve');
    expect(await intent.task()).toMatchObject({
      reason: 'changed_since',
      amount: { value: 250_00 },
      about: { payment: { refunded: 100_00 }, rule: expect.stringContaining('has changed since') },
    });
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(who)).toHaveLength(2);
  });

  test('goes back to them where the bank has asked about the payment since', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    expect(await intent.task()).toMatchObject({ reason: 'payment_cap' });
    await time.control('POST', '/disputes', {
      payment_intent: who.payment,
      status: 'warning_needs_response',
    });
    await intent.decides('approve');
    expect(await intent.task()).toMatchObject({ reason: 'inquiry' });
    expect(await refundsOf(who)).toHaveLength(0);
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(who)).toHaveLength(1);
  });

  test('is refused where it was charged back since: no money moves', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    await time.control('POST', '/disputes', { payment_intent: who.payment });
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'disputed' },
    });
    expect(await refundsOf(who)).toHaveLength(0);
    expect(await becameOf(intent)).toEqual([
      ['approve', { what: 'not_carried_out', text: 'The payment was charged back.' }],
    ]);
  });

  describe('of a payment that the bank had asked about', () => {
    async function heldInquiry() {
      const who = await payer(42_50);
      const { id } = await time.control<{ id: string }>('POST', '/disputes', {
        payment_intent: who.payment,
        status: 'warning_needs_response',
      });
      const intent = await heldRefund(who, 42_50);
      expect(await intent.task()).toMatchObject({ reason: 'inquiry' });
      const escalate = () =>
        time.control('POST', `/disputes/${id}`, { status: 'needs_response', is_charge_refundable: false });
      return { who, intent, escalate };
    }
    const refused = { outcome: 'declined', facts: { reason: 'disputed' } };

    test('is refused where that became a chargeback while they decided', async () => {
      const { who, intent, escalate } = await heldInquiry();
      await escalate();
      await intent.decides('approve');
      expect(await intent.workflow.result()).toMatchObject(refused);
      expect(await refundsOf(who)).toHaveLength(0);
    });

    test('is refused where that became a chargeback while the refund was on its way', async () => {
      const { who, intent, escalate } = await heldInquiry();
      const params = { payment_intent: who.payment };
      const hold = { kind: 'hold', when: 'before', method: 'POST', path: '/v1/refunds', params };
      const { id } = await time.control<{ id: string }>('POST', '/faults', hold);
      await intent.decides('approve');
      await until('it is on its way', async () => {
        const { data } = await time.control<{ data: { id: string; holding: number }[] }>('GET', '/faults');
        return data.some((one) => one.id === id && one.holding > 0);
      });
      await escalate();
      await time.control('DELETE', `/faults/${id}`);
      expect(await intent.workflow.result()).toMatchObject(refused);
      expect(await refundsOf(who)).toHaveLength(0);
    });
  });

  test('goes back to them where Stripe refuses it', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    const params = { payment_intent: who.payment };
    const refusal = { kind: 'status', status: 400, method: 'POST', path: '/v1/refunds', times: 1, params };
    await time.control('POST', '/faults', refusal);
    await intent.decides('approve');
    expect(await intent.task()).toMatchObject({ reason: 'refused_by_stripe' });
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({ outcome: 'completed' });
  });

  test('is in time however long they took, where it was asked for in time', async () => {
    const who = await payer(350_00);
    // Payments are of Stripe's clock, which does not skip.
    const age = (await time.environment().currentTimeMs()) - Date.now();
    const refund = { ...defaultPolicy.refund, windowDays: Math.ceil(age / 86_400_000) + 2 };
    const intent = await heldRefund(who, 350_00, { refund });
    await time.environment().sleep('6 days');
    await intent.decides('approve');
    expect(await intent.workflow.result()).toMatchObject({ outcome: 'completed' });
  });
});
