import type { Stripe } from 'stripe';
import type { StoryPayment, StoryPerson } from './story-people.ts';

/** The sandbox's way in for what Stripe lets nobody do: to date things back, to have a bank dispute a payment. */
export type Control = (path: string, body: Record<string, unknown>) => Promise<void>;

export interface Narrator {
  stripe: Stripe;
  control: Control;
  now: Date;
}

/** Makes one payment as it is told. Every request has a key of its own, so that telling it again changes nothing. */
export async function tellPayment(
  { stripe, control, now }: Narrator,
  { person, customer, payment }: { person: StoryPerson; customer: string | undefined; payment: StoryPayment },
): Promise<string> {
  const key = (step: string) => ({ idempotencyKey: `story-${payment.key}-${step}` });
  const id = await pay(stripe, intentParams({ person, customer, payment }), key('payment'));
  await control(`objects/${id}`, { created: secondsAgo(now, payment.daysAgo) });
  if (payment.refunded) {
    const { amount, daysAgo } = payment.refunded;
    const refund = await stripe.refunds.create({ payment_intent: id, amount }, key('refund'));
    await control(`objects/${refund.id}`, { created: secondsAgo(now, daysAgo) });
  }
  const { disputed } = payment;
  if (disputed && !(await isDisputed(stripe, id)))
    await control('disputes', { payment_intent: id, status: statuses[disputed] });
  return id;
}

const statuses = { inquiry: 'warning_needs_response', chargeback: 'needs_response' };

const secondsAgo = (now: Date, days: number) => Math.floor(now.getTime() / 1000) - days * 24 * 3600;

function intentParams({
  person,
  customer,
  payment,
}: {
  person: StoryPerson;
  customer: string | undefined;
  payment: StoryPayment;
}): Stripe.PaymentIntentCreateParams {
  const { name, email, phone, postalCode } = person;
  return {
    amount: payment.amount,
    currency: payment.currency ?? 'usd',
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...(customer === undefined ? { receipt_email: email } : { customer }),
    ...(payment.capture && { capture_method: payment.capture }),
    payment_method_data: {
      ...methodOf(payment),
      billing_details: { name, email, ...(phone && { phone }), address: { postal_code: postalCode } },
    },
  };
}

function methodOf({ card }: StoryPayment): Stripe.PaymentIntentCreateParams.PaymentMethodData {
  if (card === undefined) return { type: 'us_bank_account', us_bank_account: testBankAccount };
  // Stripe takes a card's token here, which its types do not know.
  const byToken = { type: 'card' as const, card: { token: `tok_${card}` } };
  return byToken;
}

const testBankAccount = {
  account_holder_type: 'individual',
  routing_number: '110000000',
  account_number: '000123456789',
} as const;

/** The payment's id, also where the card was declined: that is part of the story. */
async function pay(
  stripe: Stripe,
  params: Stripe.PaymentIntentCreateParams,
  options: Stripe.RequestOptions,
): Promise<string> {
  try {
    return (await stripe.paymentIntents.create(params, options)).id;
  } catch (error) {
    const declined = (error as { payment_intent?: { id: string } }).payment_intent;
    if (!declined) throw error;
    return declined.id;
  }
}

async function isDisputed(stripe: Stripe, payment: string): Promise<boolean> {
  return (await stripe.disputes.list({ payment_intent: payment })).data.length > 0;
}
