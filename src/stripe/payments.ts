import type Stripe from 'stripe';
import { type Contact, isEmail } from '../domain/contact.ts';
import type { DisputeRecord, Payment, RefundRecord } from '../domain/payment.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { isMissing, isSearchRefused } from './errors.ts';
import { inE164 } from './phone.ts';
import { idOf } from './references.ts';
import { refundsOf } from './refunds.ts';
import { disputeOf, paymentOf } from './translate.ts';

/** A customer's payments, and all refunds of that customer's charges, by whomever made. */
export interface CustomersPayments {
  readonly payments: Payment[];
  readonly history: RefundRecord[];
}

/** Charges of one customer that are looked through for earlier refunds. */
const MOST_CHARGES = 1_000;

/** Reads a customer's payments since a moment, and the refunds of all of their charges. Who is not there has none. */
export async function readCustomer(
  stripe: Stripe,
  customer: string,
  since: UnixSeconds,
): Promise<CustomersPayments> {
  try {
    return await readKnownCustomer(stripe, customer, since);
  } catch (error) {
    // Stripe's lists refuse a customer that they do not know.
    if (isMissing(error, 'customer')) return { payments: [], history: [] };
    throw error;
  }
}

async function readKnownCustomer(
  stripe: Stripe,
  customer: string,
  since: UnixSeconds,
): Promise<CustomersPayments> {
  const [intents, charges] = await Promise.all([
    stripe.paymentIntents
      .list({ customer, created: { gte: since }, limit: 100, expand: ['data.payment_method'] })
      .autoPagingToArray({ limit: MOST_CHARGES }),
    readCharges(stripe, customer),
  ]);
  const refunds = await Promise.all(charges.map((charge) => refundsOf(stripe, charge)));
  const chargeOf = (intent: Stripe.PaymentIntent) =>
    charges.findIndex(({ id }) => id === idOf(intent.latest_charge));
  // A guest's charge that was given to the customer later is not among theirs: such a payment is read by itself.
  const strays = intents.filter((intent) => intent.latest_charge !== null && chargeOf(intent) < 0);
  const withIntent = intents
    .filter((intent) => !strays.includes(intent))
    .map((intent) => {
      const index = chargeOf(intent);
      return { intent, charge: charges[index], refunds: refunds[index] ?? [] };
    });
  const withoutIntent = charges
    .map((charge, index) => ({ charge, refunds: refunds[index] ?? [] }))
    .filter(({ charge }) => charge.payment_intent === null && charge.created >= since);
  const records = [...withIntent, ...withoutIntent];
  const [known, more] = await Promise.all([
    Promise.all(
      records.map(async ({ charge, ...record }) =>
        paymentOf({ ...record, ...(charge && { charge }), disputes: await disputesIfAny(stripe, charge) }),
      ),
    ),
    Promise.all(strays.map(({ id }) => readPayment(stripe, id))),
  ]);
  return {
    payments: [...known, ...more],
    history: [...refunds.flat(), ...more.flatMap((payment) => payment.refunds)],
  };
}

/** The refunds of all of a customer's charges. */
export async function readHistory(stripe: Stripe, customer: string): Promise<RefundRecord[]> {
  const charges = await readCharges(stripe, customer);
  return (await Promise.all(charges.map((charge) => refundsOf(stripe, charge)))).flat();
}

/** One payment as it is now, with every dispute of it. Throws where there is none of that name. */
export async function readPayment(stripe: Stripe, payment: string): Promise<Payment> {
  if (!payment.startsWith('pi_')) {
    const [charge, disputes] = await Promise.all([
      stripe.charges.retrieve(payment, { expand: ['refunds'] }),
      readDisputes(stripe, { charge: payment }),
    ]);
    return paymentOf({ charge, refunds: await refundsOf(stripe, charge), disputes });
  }
  const [intent, disputes] = await Promise.all([
    stripe.paymentIntents.retrieve(payment, { expand: ['latest_charge.refunds', 'payment_method'] }),
    readDisputes(stripe, { payment_intent: payment }),
  ]);
  const charge = typeof intent.latest_charge === 'object' ? (intent.latest_charge ?? undefined) : undefined;
  const refunds = charge ? await refundsOf(stripe, charge) : [];
  return paymentOf({ intent, ...(charge && { charge }), refunds, disputes });
}

/** One payment, or undefined where Stripe knows none of that name. */
export async function findPayment(stripe: Stripe, payment: string): Promise<Payment | undefined> {
  try {
    return await readPayment(stripe, payment);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** How the payer can be written to, by what stands on the payment itself. One that is not there has nothing. */
export async function readPaymentContacts(stripe: Stripe, payment: string): Promise<Contact> {
  const texts = (await findPayment(stripe, payment))?.contacts ?? [];
  const email = texts.find(isEmail);
  const phone = texts.map((text) => inE164(text, undefined)).find((number) => number !== undefined);
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

/** What a guest says of a payment: `amounts` in minor units, days as moments between which it was made. */
export interface GuestSearch {
  readonly last4: string;
  readonly amounts: readonly number[];
  readonly from: UnixSeconds;
  readonly until: UnixSeconds;
}

/** Payments without a customer that fit what a guest says. Stripe's search lags by up to a minute. */
export async function findGuestPayments(stripe: Stripe, guest: GuestSearch): Promise<Payment[]> {
  const found = await Promise.all(
    guest.amounts.map((amount) =>
      searchCharges(stripe, {
        query: [
          `payment_method_details.card.last4:'${guest.last4}'`,
          `amount=${amount}`,
          `created>=${guest.from}`,
          `created<=${guest.until}`,
        ].join(' AND '),
        limit: 100,
      }),
    ),
  );
  // A charge tells little: one declined try of a payment that went through, or one whose intent has a customer.
  const names = found.flat().map((charge) => idOf(charge.payment_intent) ?? charge.id);
  const payments = await Promise.all([...new Set(names)].map((name) => readPayment(stripe, name)));
  return payments.filter(({ customer }) => customer === undefined);
}

async function searchCharges(stripe: Stripe, params: Stripe.ChargeSearchParams): Promise<Stripe.Charge[]> {
  try {
    return (await stripe.charges.search(params)).data;
  } catch (error) {
    // Who may not search finds no guests: a person has to.
    if (isSearchRefused(error)) return [];
    throw error;
  }
}

function readCharges(stripe: Stripe, customer: string): Promise<Stripe.Charge[]> {
  return stripe.charges
    .list({ customer, limit: 100, expand: ['data.refunds'] })
    .autoPagingToArray({ limit: MOST_CHARGES });
}

async function disputesIfAny(stripe: Stripe, charge: Stripe.Charge | undefined): Promise<DisputeRecord[]> {
  return charge?.disputed ? readDisputes(stripe, { charge: charge.id }) : [];
}

async function readDisputes(stripe: Stripe, of: Stripe.DisputeListParams): Promise<DisputeRecord[]> {
  const disputes = await stripe.disputes.list({ ...of, limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return disputes.map(disputeOf);
}
