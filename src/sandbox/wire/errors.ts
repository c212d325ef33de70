import type { Stripe } from 'stripe';

/** The inside of Stripe's error envelope. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  doc_url?: string;
  request_log_url?: string;
}

/** A request that Stripe would refuse. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** Whether the endpoint had begun, so that the answer stays under the idempotency key. */
  readonly began: boolean;
  /** Whether what was saved stands, as for a card that was declined. */
  readonly commits: boolean;

  constructor(status: number, body: ErrorBody, { began = true, commits = false } = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.began = began;
    this.commits = commits;
  }
}

type Details = { code?: string; param?: string };

/** A request that is wrong in itself: refused before anything begins. */
export function invalid(message: string, details: Details = {}): StripeFailure {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...details }, { began: false });
}

/** A well-formed request that the state of things forbids. */
export function refused(message: string, details: Details = {}): StripeFailure {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...details });
}

export function missing(kind: string, id: string, param: string, status = 404): StripeFailure {
  const message = `No such ${kind}: '${id}'`;
  return new StripeFailure(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message,
    param,
  });
}

/** Loud, so that nobody takes silence for success. */
export function notInSandbox(what: string): StripeFailure {
  const message = `The sandbox does not implement ${what}.`;
  return new StripeFailure(
    501,
    { type: 'api_error', code: 'sandbox_not_implemented', message },
    { began: false },
  );
}

export function envelope(body: ErrorBody, requestId: string): { error: ErrorBody } {
  const error: ErrorBody = {
    ...body,
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  };
  if (body.code && body.code !== 'property_expansion_max_depth') {
    error.doc_url = `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}`;
  }
  return { error };
}
