import { ApplicationFailure } from '@temporalio/common';
import Stripe from 'stripe';
import type { WriteOutcome, WriteRefusal } from '../domain/lane.ts';

/** What a failed read is to the engine. Messages are constant: those of errors may hold what callers said. */
export function readFailure(error: unknown): ApplicationFailure {
  // A fault of ours, which the next release may mend.
  if (!(error instanceof Stripe.errors.StripeError))
    return ApplicationFailure.retryable(`Reading failed here: ${errorClass(error)}.`, 'read-fault');
  if (mayPass(error))
    return ApplicationFailure.retryable('Stripe did not answer the read.', 'stripe-unavailable');
  return ApplicationFailure.nonRetryable('Stripe refused the read.', 'stripe-refused-read');
}

/** What a failed write came to: an answer where Stripe gave one, else nobody knows. */
export function writeOutcome(error: unknown): Exclude<WriteOutcome, { kind: 'done' }> {
  if (error instanceof Stripe.errors.StripeError && isAnswer(error))
    return { kind: 'refused', code: refusalOf(error) };
  return { kind: 'unknown', replayed: isReplayed(error) };
}

/**
 * A 4xx is an answer, but for 409 and 429, for a key that was used with other parameters before, and for what is not in
 * Stripe's words: that may be the answer of something in between.
 */
function isAnswer({ statusCode = 0, type }: Stripe.errors.StripeError): boolean {
  if (type === 'StripeIdempotencyError' || type === 'StripeAPIError') return false;
  return statusCode >= 400 && statusCode < 500 && statusCode !== 409 && statusCode !== 429;
}

function refusalOf({ code, param, statusCode }: Stripe.errors.StripeError): WriteRefusal {
  if (statusCode === 401 || statusCode === 403) return 'no_access';
  if (code === 'charge_already_refunded') return 'already_refunded';
  if (code === 'charge_disputed' || code === 'refund_disputed_payment') return 'disputed';
  // Stripe gives no code where more is asked for than is left, only the parameter.
  return param === 'amount' && code === undefined ? 'more_than_left' : 'other';
}

/** Whether Stripe answered with a failure that it keeps, and will give again, for this key. */
function isReplayed(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return (error.statusCode ?? 0) >= 500 && error.headers?.['idempotent-replayed'] === 'true';
}

/** Whether Stripe knows no such object, or not any more; where it is named by a parameter, by which. */
export function isMissing(error: unknown, param?: string): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.code === 'resource_missing' && (param === undefined || error.param === param);
}

/** Whether there is an object of that id already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_already_exists';
}

/** Whether a restricted key may not do so. */
export function isForbidden(error: unknown): boolean {
  return error instanceof Stripe.errors.StripePermissionError;
}

/** Whether an account may not search: Stripe's search is not there in every country, nor for every key. */
export function isSearchRefused(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError || isForbidden(error);
}

function mayPass({ statusCode = 0 }: Stripe.errors.StripeError): boolean {
  return (
    statusCode === 0 || statusCode === 409 || statusCode === 429 || statusCode >= 500 || statusCode < 400
  );
}

/** The class of whatever was thrown; its message may quote anything. */
function errorClass(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
