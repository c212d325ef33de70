import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import type { DisputeAct } from '../../src/domain/dispute.ts';
import { answerDispute, findDispute, listDisputes } from '../../src/stripe/disputes.ts';
import { answer } from '../domain/disputes.ts';
import { pay, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

interface Journal {
  data: { params: Record<string, string>; idempotencyKey: string }[];
}

async function disputed(opening: object = {}) {
  const account = sandbox.account();
  const { id: payment } = await pay(account.stripe);
  const { id } = await account.control<Stripe.Dispute>('POST', '/disputes', {
    payment_intent: payment,
    ...opening,
  });
  const decided = (act: DisputeAct) => answer(act, { id: randomUUID(), dispute: id, payment });
  return { ...account, id, payment, decided };
}

const evidence = { customer_name: 'Ann', uncategorized_text: 'It was delivered.' };
const submit: DisputeAct = { kind: 'submit', evidence, status: 'needs_response' };

test('a chargeback is read in our words', async () => {
  const { stripe, id, payment } = await disputed({ reason: 'product_not_received' });
  const found = await findDispute(stripe, id);
  expect(found).toEqual({
    dispute: id,
    payment,
    refundable: false,
    outcome: 'open',
    stage: 'chargeback',
    status: 'needs_response',
    reason: 'product_not_received',
    amount: { value: 100_00, currency: 'usd' },
    created: found?.created,
    takesAnswer: true,
    dueBy: (found?.created ?? 0) + 9 * 86_400,
    submissions: 0,
    evidence: {},
  });
  expect(await listDisputes(stripe, payment)).toEqual([found]);
  expect(await findDispute(stripe, 'du_none')).toBeUndefined();
});

test.each([
  [0, false],
  [null, true],
])('one that is due by %s has no time, and takes an answer: %s', async (due_by, takesAnswer) => {
  const { stripe, id } = await disputed({ due_by, status: 'warning_needs_response' });
  const found = await findDispute(stripe, id);
  expect(found).toMatchObject({ stage: 'inquiry', refundable: true, takesAnswer });
  expect(found).not.toHaveProperty('dueBy');
});

test('all disputes of a charge without an intent are listed', async () => {
  const { stripe, control } = sandbox.account();
  const charge = String((await pay(stripe)).latest_charge);
  await control('POST', `/objects/${charge}`, { payment_intent: null });
  for (const status of ['lost', 'warning_needs_response'])
    await control('POST', '/disputes', { charge, status });
  expect(await listDisputes(stripe, charge)).toMatchObject([
    { payment: charge, outcome: 'open' },
    { payment: charge, outcome: 'lost' },
  ]);
});

describe('an answer', () => {
  test('is staged without being submitted, with our mark and a key from the decision', async () => {
    const { stripe, control, id, decided } = await disputed();
    const decision = decided({ kind: 'stage', evidence });
    const outcome = await answerDispute(stripe, decision, 1);
    expect(outcome).toMatchObject({
      kind: 'done',
      made: { dispute: id, decision: decision.id, after: { status: 'needs_response', evidence } },
    });
    expect(await findDispute(stripe, id)).toMatchObject({ decision: decision.id, submissions: 0, evidence });
    const { data } = await control<Journal>('GET', `/journal?method=POST&path=/v1/disputes/${id}`);
    expect(data).toMatchObject([
      {
        idempotencyKey: `tellerline-dispute-${decision.id}-1`,
        params: {
          submit: 'false',
          'evidence[customer_name]': 'Ann',
          'metadata[tellerline_decision]': decision.id,
          'metadata[tellerline_reference]': 'R7K-2MX',
        },
      },
    ]);
  });

  test('is submitted once, however often it is sent', async () => {
    const { stripe, id, decided } = await disputed();
    const decision = decided(submit);
    const first = await answerDispute(stripe, decision, 1);
    expect(first).toMatchObject({ made: { after: { status: 'under_review', submissions: 1 } } });
    expect(await answerDispute(stripe, decision, 1)).toEqual(first);
    expect(await findDispute(stripe, id)).toMatchObject({ submissions: 1 });
  });

  test('can be to give it up', async () => {
    const { stripe, id, decided } = await disputed();
    const decision = decided({ kind: 'accept', status: 'needs_response' });
    expect(await answerDispute(stripe, decision, 1)).toMatchObject({ made: { after: { outcome: 'lost' } } });
    expect(await findDispute(stripe, id)).toMatchObject({ outcome: 'lost' });
  });

  test('that a key may not give asks a person to mend it, but for a draft', async () => {
    const { stripe, control, id, decided } = await disputed();
    const forbidden = { kind: 'status', status: 403, method: 'POST', path: `/v1/disputes/${id}` };
    await control('POST', '/faults', { ...forbidden, times: 'always' });
    const code = async (act: DisputeAct) => answerDispute(stripe, decided(act), 1);
    expect(await code(submit)).toEqual({ kind: 'refused', code: 'no_access' });
    expect(await code({ kind: 'stage', evidence })).toEqual({ kind: 'refused', code: 'other' });
  });

  test('that comes too late is refused, and one that gets lost is unknown', async () => {
    const late = await disputed({ status: 'under_review' });
    expect(await answerDispute(late.stripe, late.decided(submit), 1)).toEqual({
      kind: 'refused',
      code: 'other',
    });
    const { stripe, control, id, decided } = await disputed();
    await control('POST', '/faults', { kind: 'reset', when: 'after', times: 2, path: `/v1/disputes/${id}` });
    expect(await answerDispute(stripe, decided(submit), 1)).toMatchObject({ kind: 'unknown' });
    expect(await findDispute(stripe, id)).toMatchObject({ submissions: 1 });
  });
});
