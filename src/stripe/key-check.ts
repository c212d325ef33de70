import Stripe from 'stripe';

/** What Stripe says of a key. */
export type KeyVerdict =
  /** `misses` can be done without, each with what for. */
  | { readonly kind: 'good'; readonly misses: readonly string[] }
  /** A restricted key without what no call can do without. */
  | { readonly kind: 'lacks'; readonly lacks: readonly string[] }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unanswered' };

type Read = (stripe: Stripe) => Promise<unknown>;
const one = { limit: 1 };

/** By the names that permissions have in Stripe's dashboard. */
const needed: Record<string, Read> = {
  Customers: ({ customers }) => customers.list(one),
  PaymentIntents: ({ paymentIntents }) => paymentIntents.list(one),
  'Charges and Refunds': async ({ charges, refunds }) => [await charges.list(one), await refunds.list(one)],
  Disputes: ({ disputes }) => disputes.list(one),
};

const useful: Record<string, Read> = {
  'Subscriptions (for the intent subscription)': ({ subscriptions }) => subscriptions.list(one),
  'Invoices (for why a subscription was not paid)': ({ invoices }) => invoices.list(one),
  'Products (for what a subscription is called)': ({ products }) => products.list(one),
  'Promotion Codes (for the intent discount)': ({ promotionCodes }) => promotionCodes.list(one),
  'Events (for reconciliation)': ({ events }) => events.list(one),
  'Webhook Endpoints (for npm run tenants -- connect)': ({ webhookEndpoints }) => webhookEndpoints.list(one),
};

/**
 * Asks Stripe of a key by reading alone: a secret key with one read, a restricted one with one for each permission. What
 * it may write is not known until it does.
 */
export async function checkKey(stripe: Stripe, secretKey: string): Promise<KeyVerdict> {
  try {
    if (!secretKey.startsWith('rk_')) {
      await stripe.customers.list(one);
      return { kind: 'good', misses: [] };
    }
    const lacks = await forbidden(stripe, needed);
    if (lacks.length > 0) return { kind: 'lacks', lacks };
    return { kind: 'good', misses: await forbidden(stripe, useful) };
  } catch (error) {
    const isRefused =
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError;
    return { kind: isRefused ? 'refused' : 'unanswered' };
  }
}

/** One after the other, since there is no hurry and Stripe counts. */
async function forbidden(stripe: Stripe, reads: Record<string, Read>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, read] of Object.entries(reads)) {
    try {
      await read(stripe);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
      names.push(name);
    }
  }
  return names;
}
