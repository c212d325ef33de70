import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import type { StripeFailure } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { collectInvoice, type Outcome } from './invoice-settlement.ts';
import { type Bill, newInvoice } from './new-invoice.ts';
import { remainingDiscounts } from './reductions.ts';
import { changeSubscription, findSubscription, payerOf } from './subscription-record.ts';

export interface Billing extends Bill {
  attempt?: boolean;
  offSession?: boolean;
  outcome?: Outcome | undefined;
}

/** What billing has made of the subscription, and the refusal where its card was declined. */
interface Billed {
  subscription: Stripe.Subscription;
  failure?: StripeFailure;
}

/** Invoices a subscription and collects, as far as it may be collected. */
export function billSubscription(work: Work, before: Stripe.Subscription, billing: Billing): Billed {
  const invoice = newInvoice(work, before, billing);
  const discounts = remainingDiscounts(
    work,
    before.discounts.map((one) => idOf(one)),
    invoice.subtotal,
  );
  const billed = changeSubscription(work, before, { discounts, latest_invoice: invoice.id });
  if (invoice.status !== 'open') return { subscription: billed };
  if (before.collection_method === 'send_invoice' && invoice.amount_due > 0) {
    // It is for the customer to pay, and goes on meanwhile.
    return { subscription: begun(work, billed) };
  }
  const { attempt = true, offSession = true, outcome } = billing;
  const method = payerOf(work, before);
  const failure = collectInvoice(work, invoice, { method, attempt, offSession, outcome });
  if (invoice.amount_due === 0) return { subscription: begun(work, billed) };
  if (!method && billed.status === 'active') changeSubscription(work, billed, { status: 'past_due' });
  return { subscription: findSubscription(work, before.id), ...(failure && { failure }) };
}

/** Nothing is owed, so that it begins, or goes on. */
function begun(work: Work, subscription: Stripe.Subscription): Stripe.Subscription {
  const isWaiting = subscription.status === 'incomplete' || subscription.status === 'past_due';
  return isWaiting ? changeSubscription(work, subscription, { status: 'active' }) : subscription;
}
