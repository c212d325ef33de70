import type { Stripe } from 'stripe';
import { invalid, refused } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { findPaymentMethod } from './payment-methods.ts';

/** A payment method that its customer can be billed by; Stripe's test names are nobody's until they are attached. */
export function ownMethod(work: Work, id: string, customer: string): Stripe.PaymentMethod {
  const method = work.find('payment_method', id);
  if (method?.customer === customer) return method;
  throw invalid(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param: 'default_payment_method' },
  );
}

/** From now on the customer can be billed by it. */
export function attach(work: Work, id: string, customer: string): Stripe.PaymentMethod {
  const method = findPaymentMethod(work, id, customer);
  if (method.customer !== null && method.customer !== customer) {
    throw refused('The payment method you provided has already been attached to a customer.', {
      param: 'payment_method',
    });
  }
  const theirs = { ...method, customer };
  work.save(theirs);
  return theirs;
}
