import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

async function disputed(opening: object = {}) {
  const account = sandbox.account();
  const payment = await pay(account.stripe);
  const dispute = await account.control<Stripe.Dispute>('POST', '/disputes', {
    payment_intent: payment.id,
    ...opening,
  });
  const types = async () =>
    (await account.stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse();
  return { ...account, payment, dispute, types };
}

test('evidence is staged without being submitted', async () => {
  const { stripe, dispute, types } = await disputed();
  const staged = await stripe.disputes.update(dispute.id, {
    evidence: { product_description: 'A chair', uncategorized_text: 'Sat on for a year' },
    metadata: { tellerline_decision: 'one' },
    submit: false,
  });
  expect(staged).toMatchObject({
    status: 'needs_response',
    evidence: { product_description: 'A chair', uncategorized_text: 'Sat on for a year', receipt: null },
    evidence_details: { has_evidence: true, submission_count: 0, submission_method: 'not_submitted' },
    metadata: { tellerline_decision: 'one' },
  });
  const cleared = await stripe.disputes.update(dispute.id, {
    evidence: { product_description: '', uncategorized_text: '' },
    submit: false,
  });
  expect(cleared.evidence_details.has_evidence).toBe(false);
  expect((await types()).filter((type) => type === 'charge.dispute.updated')).toHaveLength(2);
});

test('evidence is submitted unless Stripe is told not to', async () => {
  const { stripe, dispute } = await disputed();
  const submitted = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' } });
  expect(submitted).toMatchObject({
    status: 'under_review',
    evidence_details: { submission_count: 1, submission_method: 'manual', past_due: false },
  });
  const again = await refusal(stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Bea' } }));
  expect(again.message).toContain('can no longer be updated');
});

test('what was staged is submitted by a later request', async () => {
  const { stripe, dispute } = await disputed({ status: 'warning_needs_response' });
  await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' }, submit: false });
  expect(await stripe.disputes.update(dispute.id, { submit: true })).toMatchObject({
    status: 'warning_under_review',
    evidence: { customer_name: 'Ann' },
    evidence_details: { submission_count: 1 },
  });
});

test('metadata alone submits nothing', async () => {
  const { stripe, dispute } = await disputed();
  await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' }, submit: false });
  const kept = await stripe.disputes.update(dispute.id, { metadata: { mark: 'm' } });
  expect(kept).toMatchObject({ status: 'needs_response', metadata: { mark: 'm' } });
});

test.each([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
])('evidence that says %s has it %s', async (uncategorized_text, status) => {
  const { stripe, dispute, types } = await disputed();
  const answered = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text } });
  expect(answered.status).toBe('under_review');
  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe(status);
  expect(await types()).toContain('charge.dispute.closed');
});

test('an inquiry escalates to a chargeback', async () => {
  const { stripe, dispute, payment } = await disputed({ status: 'warning_needs_response' });
  await stripe.disputes.update(dispute.id, {
    evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
  });
  expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
    status: 'needs_response',
    is_charge_refundable: false,
    payment_method_details: { card: { case_type: 'chargeback' } },
  });
  const refused = await refusal(stripe.refunds.create({ payment_intent: payment.id }));
  expect(refused.code).toBe('charge_disputed');
});

test('a chargeback that is given up is lost for good', async () => {
  const { stripe, dispute, types } = await disputed();
  expect((await stripe.disputes.close(dispute.id)).status).toBe('lost');
  expect(await types()).toContain('charge.dispute.closed');
  const again = await refusal(stripe.disputes.close(dispute.id));
  expect(again.message).toContain('already closed');
});

test('an inquiry of which all is refunded is closed; of which a part is, it stays', async () => {
  const { stripe, dispute, payment } = await disputed({ status: 'warning_needs_response' });
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('warning_needs_response');
  await stripe.refunds.create({ payment_intent: payment.id });
  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('warning_closed');
});

test('where an answer is due by 0 none is taken, and where by null one is', async () => {
  const endless = await disputed({ due_by: null });
  expect(endless.dispute.evidence_details.due_by).toBeNull();
  const { id } = endless.dispute;
  const answered = await endless.stripe.disputes.update(id, { evidence: { customer_name: 'Ann' } });
  expect(answered).toMatchObject({ status: 'under_review', evidence_details: { past_due: false } });
  const { stripe, dispute } = await disputed({ due_by: 0 });
  expect(dispute.evidence_details.due_by).toBe(0);
  const refused = await refusal(stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' } }));
  expect(refused.statusCode).toBe(400);
});

test('when an answer is due can be changed, and one past it is marked', async () => {
  const { stripe, control, dispute } = await disputed();
  await control('POST', `/disputes/${dispute.id}`, { due_by: dispute.created - 60 });
  const late = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' } });
  expect(late.evidence_details.past_due).toBe(true);
});

test('evidence is held to its limits, and files are refused aloud', async () => {
  const { stripe, dispute } = await disputed();
  const evidence = { uncategorized_text: 'x'.repeat(20_001) };
  const long = await refusal(stripe.disputes.update(dispute.id, { evidence, submit: false }));
  expect(long.message).toContain('at most 20000 characters');
  const file = await refusal(stripe.disputes.update(dispute.id, { evidence: { receipt: 'file_1' } }));
  expect(file.statusCode).toBe(501);
});
