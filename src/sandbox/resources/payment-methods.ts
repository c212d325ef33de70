import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { invalid, missing, StripeFailure } from '../wire/errors.ts';
import type { ParamValue } from '../wire/form.ts';
import { group, oneOf, text, unsupported } from '../wire/params.ts';
import { billingDetails, noBillingDetails } from '../wire/shared-params.ts';
import type { Work } from '../work.ts';
import { type TestCard, testCard } from './test-payment-methods.ts';

type BillingDetails = Stripe.PaymentMethod.BillingDetails;

/** The payment method behind an id; Stripe's test names make a new one each time. */
export function findPaymentMethod(work: Work, id: string, customer: string | null): Stripe.PaymentMethod {
  const known = work.find('payment_method', id);
  if (known) return known;
  const card = id.startsWith('pm_') ? testCard(id) : undefined;
  if (card) return save(work, cardMethod(work, card, noBillingDetails, customer));
  const bank = id === 'pm_usBankAccount' ? usBankAccount : id === 'pm_sepaDebit' ? sepaDebit : undefined;
  if (!bank) throw missing('PaymentMethod', id, 'payment_method', 400);
  return save(work, { ...methodBase(work, noBillingDetails, customer), ...bank });
}

const cardData = group({
  token: text,
  // Real accounts may not send numbers either; there is no reason for one to be here.
  number: () => {
    throw new StripeFailure(402, {
      type: 'card_error',
      message:
        'Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use one ' +
        "of Stripe's test tokens.",
    });
  },
  cvc: unsupported,
  exp_month: unsupported,
  exp_year: unsupported,
});

export const paymentMethodData = group(
  {
    type: oneOf('card', 'us_bank_account', 'sepa_debit'),
    card: cardData,
    billing_details: billingDetails,
    us_bank_account: (_value: ParamValue) => usBankAccount,
    sepa_debit: (_value: ParamValue) => sepaDebit,
    allow_redisplay: text,
    metadata: unsupported,
  },
  ['type'],
);

type PaymentMethodData = ReturnType<typeof paymentMethodData>;

export function createPaymentMethod(
  work: Work,
  data: PaymentMethodData,
  customer: string | null,
): Stripe.PaymentMethod {
  const details = data.billing_details ?? noBillingDetails;
  if (data.type !== 'card') {
    const bank = data.type === 'us_bank_account' ? usBankAccount : sepaDebit;
    return save(work, { ...methodBase(work, details, customer), ...bank });
  }
  const token = data.card?.token;
  const param = 'payment_method_data[card][token]';
  if (token === undefined)
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  const card = token.startsWith('tok_') ? testCard(token) : undefined;
  if (!card) throw missing('token', token, param, 400);
  return save(work, cardMethod(work, card, details, customer));
}

function save(work: Work, method: Stripe.PaymentMethod): Stripe.PaymentMethod {
  work.save(method);
  return method;
}

function methodBase(work: Work, billing: BillingDetails, customer: string | null) {
  return {
    id: newId('pm'),
    object: 'payment_method' as const,
    allow_redisplay: 'unspecified',
    billing_details: billing,
    created: work.now,
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
  };
}

function cardMethod(
  work: Work,
  { brand, last4 }: TestCard,
  billing: BillingDetails,
  customer: string | null,
): Stripe.PaymentMethod {
  return {
    ...methodBase(work, billing, customer),
    type: 'card',
    card: {
      brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: billing.address?.postal_code ? 'pass' : null,
        cvc_check: null,
      },
      country: 'US',
      display_brand: brand,
      exp_month: 12,
      exp_year: new Date(work.now * 1000).getUTCFullYear() + 1,
      fingerprint: fingerprintOf(brand + last4),
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

const fingerprintOf = (of: string): string => createHash('sha256').update(of).digest('hex').slice(0, 16);

const usBankAccount = {
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'individual',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: fingerprintOf('us_bank_account'),
    last4: '6789',
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: '110000000',
    status_details: {},
  },
} satisfies Partial<Stripe.PaymentMethod>;

const sepaDebit = {
  type: 'sepa_debit',
  sepa_debit: {
    bank_code: '37040044',
    branch_code: '',
    country: 'DE',
    fingerprint: fingerprintOf('sepa_debit'),
    generated_from: null,
    last4: '3000',
  },
} satisfies Partial<Stripe.PaymentMethod>;
