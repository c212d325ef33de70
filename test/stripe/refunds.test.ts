import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createRefund, listRefunds } from '../../src/stripe/refunds.ts';
import { decision, usd } from '../domain/records.ts';
import { pay, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

interface Journal {
  data: { params: Record<string, string>; idempotencyKey: string }[];
}

const decide = (payment: string, value: number) =>
  decision({ id: randomUUID(), payment, amount: usd(value), call: 'hash of the call' });

describe('a refund that is sent', () => {
  test('is made with explicit amount, our metadata and a key from the decision, never as fraudulent', async () => {
    const { stripe, control } = sandbox.account();
    const { id } = await pay(stripe);
    const decided = decide(id, 42_50);
    const outcome = await createRefund(stripe, decided, 1);
    const [made] = (await stripe.refunds.list()).data;
    expect(outcome).toEqual({
      kind: 'done',
      made: {
        refund: made?.id,
        payment: id,
        amount: usd(42_50),
        created: made?.created,
        state: 'issued',
        decision: decided.id,
        call: 'hash of the call',
        reference: 'R7K-2MX',
      },
    });
    const { data } = await control<Journal>('GET', '/journal?method=POST&path=/v1/refunds');
    expect(data).toMatchObject([{ idempotencyKey: `tellerline-refund-${decided.id}-1` }]);
    expect(data[0]?.params).toEqual({
      payment_intent: id,
      amount: '4250',
      reason: 'requested_by_customer',
      'metadata[tellerline_decision]': decided.id,
      'metadata[tellerline_call]': 'hash of the call',
      'metadata[tellerline_reference]': 'R7K-2MX',
    });
  });

  test('again is the same refund', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe);
    const decided = decide(id, 10_00);
    const first = await createRefund(stripe, decided, 1);
    expect(await createRefund(stripe, { ...decided, decidedAt: 0, besides: ['re_1'] }, 1)).toEqual(first);
    expect(await listRefunds(stripe, id)).toHaveLength(1);
  });

  test('of a charge without an intent names the charge', async () => {
    const { stripe, control } = sandbox.account();
    const charge = String((await pay(stripe)).latest_charge);
    await control('POST', `/objects/${charge}`, { payment_intent: null });
    expect(await createRefund(stripe, decide(charge, 10_00), 1)).toMatchObject({
      kind: 'done',
      made: { payment: charge },
    });
    expect(await listRefunds(stripe, charge)).toHaveLength(1);
  });

  test('may be pending, and is said to be', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe, { payment_method: 'pm_card_pendingRefund' });
    expect(await createRefund(stripe, decide(id, 10_00), 1)).toMatchObject({ made: { state: 'pending' } });
  });
});

describe('Stripe refuses', () => {
  const refused = (code: string) => ({ kind: 'refused', code });

  test('more than is left', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe);
    await stripe.refunds.create({ payment_intent: id, amount: 70_00 });
    expect(await createRefund(stripe, decide(id, 40_00), 1)).toEqual(refused('more_than_left'));
  });

  test('a payment that has been refunded already', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe);
    await stripe.refunds.create({ payment_intent: id });
    expect(await createRefund(stripe, decide(id, 1), 1)).toEqual(refused('already_refunded'));
  });

  test('a payment that has been charged back', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe, { payment_method: 'pm_card_createDispute' });
    expect(await createRefund(stripe, decide(id, 1), 1)).toEqual(refused('disputed'));
  });

  test.each([
    ['an amount of nothing', 0],
    ['a negative amount', -100],
  ])('%s, which is not called more than is left', async (_what, value) => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe);
    expect(await createRefund(stripe, decide(id, value), 1)).toEqual(refused('other'));
  });

  test('a payment that was only authorized, and one that there is not', async () => {
    const { stripe } = sandbox.account();
    const { id } = await pay(stripe, { capture_method: 'manual' });
    expect(await createRefund(stripe, decide(id, 1), 1)).toEqual(refused('other'));
    expect(await createRefund(stripe, decide('pi_none', 1), 1)).toEqual(refused('other'));
    expect(await createRefund(stripe, decide('ch_none', 1), 1)).toEqual(refused('other'));
  });

  test.each([
    [400, 'refund_disputed_payment', 'disputed'],
    [400, 'charge_not_refundable', 'other'],
    [400, 'balance_insufficient', 'other'],
    [401, undefined, 'no_access'],
    [402, 'insufficient_funds', 'other'],
    [403, undefined, 'no_access'],
    [404, 'resource_missing', 'other'],
  ])('with %i %s, which is an answer', async (status, code, expected) => {
    const { stripe, control } = sandbox.account();
    const { id } = await pay(stripe);
    const fault = { kind: 'status', status, path: '/v1/refunds', ...(code !== undefined && { code }) };
    await control('POST', '/faults', fault);
    expect(await createRefund(stripe, decide(id, 1), 1)).toEqual(refused(expected));
    expect(await listRefunds(stripe, id)).toEqual([]);
  });
});
