import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import { StripeFailure } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { confirmIntent, decline, takeMoney } from './confirmation.ts';
import { recordEvent } from './events.ts';
import { newIntent } from './new-intent.ts';
import { changeSubscription } from './subscription-record.ts';

const genericDecline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};

const retrySeconds = 3 * 24 * 60 * 60;

export type Outcome = 'succeeded' | 'failed';

interface Collection {
  method: Stripe.PaymentMethod | undefined;
  /** Whether the money is asked for now; else the payment intent waits for whoever confirms it. */
  attempt: boolean;
  offSession: boolean;
  /** How the payment goes, whatever the card would do. */
  outcome?: Outcome | undefined;
}

/** Collects an open invoice. Gives the refusal where the card was declined: the invoice stays open then. */
export function collectInvoice(
  work: Work,
  invoice: Stripe.Invoice,
  { method, attempt, offSession, outcome }: Collection,
): StripeFailure | undefined {
  if (invoice.amount_due === 0) {
    markPaid(work, invoice);
    return undefined;
  }
  const customer = idOf(invoice.customer);
  const asked = {
    amount: invoice.amount_due,
    currency: invoice.currency,
    description:
      invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    ...(customer !== null && { customer }),
  };
  const intent = newIntent(work, asked, method);
  work.save(intent);
  recordEvent(work, 'payment_intent.created', intent);
  work.save(newInvoicePayment(work, invoice, intent.id));
  if (!method || !attempt) return undefined;
  try {
    if (outcome === 'failed') decline(work, intent, method, genericDecline);
    const tried =
      outcome === 'succeeded'
        ? takeMoney(work, intent, method)
        : confirmIntent(work, intent, method, { offSession });
    followPayment(work, tried);
    return undefined;
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    followPayment(work, work.find('payment_intent', intent.id) ?? intent);
    return error;
  }
}

function newInvoicePayment(work: Work, invoice: Stripe.Invoice, intent: string): Stripe.InvoicePayment {
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: work.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
}

/** What a payment has come to, as its invoice and the subscription behind it see it. */
export function followPayment(work: Work, intent: Stripe.PaymentIntent): void {
  const payment = work.all('invoice_payment').find((one) => one.payment.payment_intent === intent.id);
  const invoice = payment && work.find('invoice', idOf(payment.invoice));
  if (!payment || invoice?.status !== 'open') return;
  if (intent.status === 'succeeded') {
    const paid_at = work.now;
    const { amount_received: amount_paid } = intent;
    work.save({
      ...payment,
      amount_paid,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at },
    });
    markPaid(work, invoice);
  } else if (intent.status !== 'processing') markFailed(work, invoice);
  const isPaid = intent.status === 'succeeded' || intent.status === 'processing';
  followInvoice(work, invoice, isPaid);
}

function markPaid(work: Work, invoice: Stripe.Invoice): void {
  const paid: Stripe.Invoice = {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + (invoice.amount_due === 0 ? 0 : 1),
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: work.now },
  };
  work.save(paid);
  recordEvent(work, 'invoice.paid', paid);
  recordEvent(work, 'invoice.payment_succeeded', paid);
}

function markFailed(work: Work, invoice: Stripe.Invoice): void {
  const failed: Stripe.Invoice = {
    ...invoice,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: invoice.billing_reason === 'subscription_create' ? null : work.now + retrySeconds,
  };
  work.save(failed);
  recordEvent(work, 'invoice.payment_failed', failed);
}

/** A subscription stands as its latest invoice does. */
function followInvoice(work: Work, { id, parent }: Stripe.Invoice, isPaid: boolean): void {
  const subscription = work.find('subscription', idOf(parent?.subscription_details?.subscription ?? ''));
  if (subscription?.latest_invoice !== id) return;
  const { status } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return;
  if (isPaid && status !== 'active') changeSubscription(work, subscription, { status: 'active' });
  if (!isPaid && (status === 'active' || status === 'trialing')) {
    changeSubscription(work, subscription, { status: 'past_due' });
  }
}
