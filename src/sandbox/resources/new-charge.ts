import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';
import { bookMovement, cardFee } from './balance-transactions.ts';

export interface ChargeResult {
  status: 'succeeded' | 'pending' | 'failed';
  failure?: { code: string; declineCode: string; message: string };
}

/** The account's name on statements; a payment's suffix follows it. */
const statementName = 'SANDBOX SHOP';

/** The attempt to take the money for a payment intent. Money that is taken is booked. */
export function newCharge(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { status, failure }: ChargeResult,
): Stripe.Charge {
  const id = newId(method.type === 'card' ? 'ch' : 'py');
  const captured = status === 'succeeded' && intent.capture_method !== 'manual';
  const suffix = intent.statement_descriptor_suffix;
  const charge: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: captured ? bookCharge(work, { id, method, intent }) : null,
    billing_details: method.billing_details,
    calculated_statement_descriptor:
      method.type === 'card' ? (suffix ? `${statementName}* ${suffix}` : statementName) : null,
    captured: captured || status === 'pending',
    created: work.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(failure),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, intent),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: status === 'succeeded' ? `https://pay.stripe.com/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: suffix,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  work.save(charge);
  return charge;
}

interface Booking {
  id: string;
  method: Pick<Stripe.PaymentMethod, 'type'>;
  intent: Pick<Stripe.PaymentIntent, 'amount' | 'currency'>;
}

export function bookCharge(work: Work, { id, method, intent }: Booking): string {
  const { amount, currency } = intent;
  const type = method.type === 'card' ? 'charge' : 'payment';
  return bookMovement(work, { type, amount, fee: cardFee(amount), currency, source: id });
}

function outcomeOf(failure: ChargeResult['failure']): Stripe.Charge.Outcome {
  const common = { advice_code: null, network_advice_code: null, network_decline_code: null };
  const risk = { risk_level: 'normal', risk_score: 12 };
  if (!failure) {
    return {
      ...common,
      ...risk,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  return {
    ...common,
    ...risk,
    network_status: 'declined_by_network',
    reason: failure.declineCode,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function detailsOf(
  method: Stripe.PaymentMethod,
  intent: Stripe.PaymentIntent,
): Stripe.Charge.PaymentMethodDetails {
  const { type, card, us_bank_account: bank, sepa_debit: sepa } = method;
  if (bank) return { type, us_bank_account: { ...bank, payment_reference: null } };
  if (sepa) return { type, sepa_debit: { ...sepa, mandate: null } };
  if (!card) return { type };
  return {
    type,
    card: {
      amount_authorized: intent.amount,
      authorization_code: null,
      brand: card.brand,
      ...(intent.capture_method === 'manual' && { capture_before: authorizedUntil(intent) }),
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

const authorizedUntil = (intent: Stripe.PaymentIntent): number => intent.created + 7 * 24 * 60 * 60;

/** The method of a payment intent that has one. */
export function methodOf(work: Work, intent: Stripe.PaymentIntent): Stripe.PaymentMethod {
  const id = idOf(intent.payment_method);
  const method = id === null ? undefined : work.find('payment_method', id);
  if (!method) throw new Error(`${intent.id} has no payment method`);
  return method;
}
