import Stripe from 'stripe';
import { API_VERSION } from './client.ts';
import { isMissing } from './errors.ts';

/** What may wake a watch, or change what a caller is told: Stripe sends nothing else. */
export const webhookTypes = [
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.canceled',
  'charge.succeeded',
  'charge.failed',
  'charge.refunded',
  'charge.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'customer.updated',
  'customer.deleted',
  'customer.subscription.updated',
  'customer.subscription.deleted',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const TENANT = 'tellerline_tenant';

/** A webhook endpoint at Stripe, as far as we look at it. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** Whose it is, where we have made it. */
  readonly tenant?: string;
  /** Whether its events have the shapes that we read. Set when it is made, for good. */
  readonly ofOurVersion: boolean;
}

/** All webhook endpoints of an account, of the mode of its key. */
export async function readEndpoints(stripe: Stripe): Promise<Endpoint[]> {
  const all = await stripe.webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return all.map(({ id, url, metadata, api_version }) => ({
    id,
    url,
    ofOurVersion: api_version === API_VERSION,
    ...(metadata[TENANT] !== undefined && { tenant: metadata[TENANT] }),
  }));
}

/** Makes one. This answer alone has its secret. */
export async function makeEndpoint(
  stripe: Stripe,
  { tenant, url }: { readonly tenant: string; readonly url: string },
): Promise<{ id: string; secret: string }> {
  const { id, secret } = await stripe.webhookEndpoints.create({
    url,
    enabled_events: [...webhookTypes],
    api_version: API_VERSION,
    description: `Tellerline, tenant ${tenant}`,
    metadata: { [TENANT]: tenant },
  });
  if (secret === undefined) throw new Error(`Stripe has made ${id}, and did not say its secret.`);
  return { id, secret };
}

/** Sets what an endpoint is sent, and where, and switches it on. Its secret stays. */
export async function updateEndpoint(stripe: Stripe, id: string, url: string): Promise<void> {
  await stripe.webhookEndpoints.update(id, { url, enabled_events: [...webhookTypes], disabled: false });
}

/** Removes one; what is gone already is fine. */
export async function removeEndpoint(stripe: Stripe, id: string): Promise<void> {
  try {
    await stripe.webhookEndpoints.del(id);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Why Stripe did not do it, for the operator of the account; undefined where it was no error of Stripe's. */
export function whyNotSetUp(error: unknown): string | undefined {
  const { StripeError, StripeAuthenticationError, StripePermissionError, StripeInvalidRequestError } =
    Stripe.errors;
  if (!(error instanceof StripeError)) return undefined;
  if (error instanceof StripeAuthenticationError) return 'Stripe does not know the tenant’s key.';
  if (error instanceof StripePermissionError)
    return 'The tenant’s key may not do that: give it Webhook Endpoints, to write, in Stripe’s dashboard.';
  if (error instanceof StripeInvalidRequestError) return `Stripe refused it: ${error.message}`;
  return 'Stripe did not answer. Nothing is lost by saying it again.';
}
