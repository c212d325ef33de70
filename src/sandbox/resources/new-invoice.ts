import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';
import { recordEvent } from './events.ts';
import { type BilledItem, lineOf } from './invoice-lines.ts';
import { reductionsOf } from './reductions.ts';

export interface Bill {
  reason: Stripe.Invoice.BillingReason;
  billed: BilledItem[];
  /** As which the invoice begins; what is not open is never collected. */
  status?: 'draft' | 'open' | 'uncollectible' | 'void';
}

/** Bills a subscription's customer. Nothing is collected yet. */
export function newInvoice(
  work: Work,
  subscription: Stripe.Subscription,
  { reason, billed, status = 'open' }: Bill,
): Stripe.Invoice {
  const customer = work.find('customer', idOf(subscription.customer));
  if (!customer || customer.deleted) throw new Error(`${subscription.id} has no customer`);
  const id = newId('in');
  const isFinal = status !== 'draft';
  const subtotal = billed.reduce((sum, { amount }) => sum + amount, 0);
  const reductions = reductionsOf(
    work,
    subscription.discounts.map((one) => idOf(one)),
    Math.max(0, subtotal),
  );
  const total = subtotal - reductions.reduce((sum, { amount }) => sum + amount, 0);
  // What a credit leaves over is the customer's, and pays the next invoice.
  const owed = total + (isFinal ? customer.balance : 0);
  const amountDue = Math.max(0, owed);
  const sendsInvoice = subscription.collection_method === 'send_invoice';
  const invoice: Stripe.Invoice = {
    ...unmodelled,
    id,
    object: 'invoice',
    amount_due: amountDue,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amountDue,
    attempt_count: 0,
    attempted: false,
    auto_advance: status === 'open',
    billing_reason: reason,
    collection_method: subscription.collection_method,
    created: work.now,
    currency: subscription.currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    default_payment_method: null,
    discounts: reductions.map(({ discount }) => discount),
    due_date: sendsInvoice ? work.now + (subscription.days_until_due ?? 0) * 24 * 60 * 60 : null,
    effective_at: isFinal ? work.now : null,
    ending_balance: isFinal ? owed - amountDue : null,
    hosted_invoice_url: isFinal ? `https://invoice.stripe.com/i/${id}` : null,
    invoice_pdf: isFinal ? `https://pay.stripe.com/invoice/${id}/pdf` : null,
    lines: {
      object: 'list',
      data: billed.map((one) => lineOf(id, subscription, one)),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    next_payment_attempt: null,
    number: isFinal
      ? `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`
      : null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: work.now,
    period_start: Math.min(work.now, ...billed.map(({ period }) => period.start)),
    starting_balance: isFinal ? customer.balance : 0,
    status,
    status_transitions: {
      finalized_at: isFinal ? work.now : null,
      marked_uncollectible_at: status === 'uncollectible' ? work.now : null,
      paid_at: null,
      voided_at: status === 'void' ? work.now : null,
    },
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: reductions,
    total_excluding_tax: total,
  };
  work.save(invoice);
  recordEvent(work, 'invoice.created', invoice);
  if (isFinal) {
    const charged = {
      ...customer,
      balance: owed - amountDue,
      next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
    };
    work.save(charged);
    if (charged.balance !== customer.balance) {
      recordEvent(work, 'customer.updated', charged, { balance: customer.balance });
    }
    recordEvent(work, 'invoice.finalized', invoice);
  }
  if (status === 'void') recordEvent(work, 'invoice.voided', invoice);
  if (status === 'uncollectible') recordEvent(work, 'invoice.marked_uncollectible', invoice);
  return invoice;
}

/** What every invoice has, and the sandbox has no use for. */
const unmodelled = {
  account_country: 'US',
  account_name: 'Sandbox Shop',
  account_tax_ids: null,
  amount_paid_off_stripe: 0,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_source: null,
  default_tax_rates: [],
  description: null,
  footer: null,
  from_invoice: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Stripe.Invoice>;
