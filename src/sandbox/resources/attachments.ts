import type { Call } from '../exchange.ts';
import { missing } from '../wire/errors.ts';
import { readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { liveCustomer } from './customers.ts';
import { attach } from './own-methods.ts';

/** Gives a payment method to a customer, so that subscriptions can be billed by it. */
export function attachPaymentMethod(work: Work, { id, params }: Call): object {
  const asked = readParams(params, { customer: text, customer_account: unsupported }, ['customer']);
  return attach(work, id, liveCustomer(work, asked.customer, 'customer', 400).id);
}

export function retrievePaymentMethod(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const method = work.find('payment_method', id);
  if (!method) throw missing('PaymentMethod', id, 'payment_method');
  return method;
}
