import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { until } from '../../support/until.ts';
import { type Check, chargeOf, paid } from '../check.ts';

/** A payment that its bank disputes by itself, a moment later. */
async function disputed(
  stripe: Stripe,
  card = 'pm_card_createDispute',
): Promise<{ payment: Stripe.PaymentIntent; dispute: Stripe.Dispute }> {
  const payment = await paid(stripe, { payment_method: card });
  const listed = async () => (await stripe.disputes.list({ payment_intent: payment.id })).data[0];
  await until('the payment is disputed', async () => (await listed()) !== undefined, 60);
  return { payment, dispute: (await listed()) as Stripe.Dispute };
}

export const disputes: Check[] = [
  {
    name: 'a chargeback is listed by its payment, waits for an answer and keeps its charge from being refunded',
    async holds({ stripe }) {
      const { payment, dispute } = await disputed(stripe);
      expect(dispute).toMatchObject({
        object: 'dispute',
        charge: chargeOf(payment),
        payment_intent: payment.id,
        amount: payment.amount,
        status: 'needs_response',
        is_charge_refundable: false,
        evidence_details: { has_evidence: false, submission_count: 0 },
      });
    },
  },
  {
    name: 'an inquiry is a dispute whose charge can be refunded',
    async holds({ stripe }) {
      const { dispute } = await disputed(stripe, 'pm_card_createDisputeInquiry');
      expect(dispute).toMatchObject({ status: 'warning_needs_response', is_charge_refundable: true });
    },
  },
  {
    name: 'evidence that is staged is kept, and not submitted',
    async holds({ stripe }) {
      const { dispute } = await disputed(stripe);
      await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann' }, submit: false });
      const staged = await stripe.disputes.update(dispute.id, {
        evidence: { product_description: 'A chair' },
        metadata: { mark: 'm' },
        submit: false,
      });
      expect(staged).toMatchObject({
        status: 'needs_response',
        evidence: { customer_name: 'Ann', product_description: 'A chair' },
        evidence_details: { has_evidence: true, submission_count: 0 },
        metadata: { mark: 'm' },
      });
    },
  },
  {
    name: 'evidence is submitted where nothing says that it is not to be',
    async holds({ stripe }) {
      const { dispute } = await disputed(stripe);
      const evidence = { uncategorized_text: 'It was delivered, and signed for.' };
      const submitted = await stripe.disputes.update(dispute.id, { evidence });
      expect(submitted).toMatchObject({
        status: 'under_review',
        evidence,
        evidence_details: { submission_count: 1 },
      });
    },
  },
  {
    name: 'evidence that wins has it won',
    async holds({ stripe }) {
      const { dispute } = await disputed(stripe);
      await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
      const isWon = async () => (await stripe.disputes.retrieve(dispute.id)).status === 'won';
      await until('it is won', isWon, 60);
    },
  },
  {
    name: 'a chargeback that is closed is lost',
    async holds({ stripe }) {
      const { dispute } = await disputed(stripe);
      expect(await stripe.disputes.close(dispute.id)).toMatchObject({ id: dispute.id, status: 'lost' });
    },
  },
];
