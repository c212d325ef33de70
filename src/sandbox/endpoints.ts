import type { Operation } from './exchange.ts';
import { cancelPaymentIntent, capturePaymentIntent } from './resources/capture.ts';
import { listCharges, retrieveCharge, updateCharge } from './resources/charges.ts';
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  retrieveCustomer,
  updateCustomer,
} from './resources/customers.ts';
import { listDisputes, retrieveDispute } from './resources/disputes.ts';
import { listEvents, retrieveEvent } from './resources/events.ts';
import {
  confirmPaymentIntent,
  createPaymentIntent,
  listPaymentIntents,
  retrievePaymentIntent,
  updatePaymentIntent,
} from './resources/payment-intents.ts';
import {
  cancelRefund,
  createRefund,
  listRefunds,
  retrieveRefund,
  updateRefund,
} from './resources/refunds.ts';
import { searchCharges, searchCustomers, searchPaymentIntents } from './resources/search.ts';

interface Endpoint {
  method: 'get' | 'post' | 'delete';
  path: string;
  operation: Operation;
}

const get = (path: string, operation: Operation): Endpoint => ({ method: 'get', path, operation });
const post = (path: string, operation: Operation): Endpoint => ({ method: 'post', path, operation });
const del = (path: string, operation: Operation): Endpoint => ({ method: 'delete', path, operation });

/** All that the sandbox answers, in the order in which paths are tried. */
export const endpoints: Endpoint[] = [
  get('/v1/customers', listCustomers),
  post('/v1/customers', createCustomer),
  get('/v1/customers/search', searchCustomers),
  get('/v1/customers/:id', retrieveCustomer),
  post('/v1/customers/:id', updateCustomer),
  del('/v1/customers/:id', deleteCustomer),

  get('/v1/payment_intents', listPaymentIntents),
  post('/v1/payment_intents', createPaymentIntent),
  get('/v1/payment_intents/search', searchPaymentIntents),
  get('/v1/payment_intents/:id', retrievePaymentIntent),
  post('/v1/payment_intents/:id', updatePaymentIntent),
  post('/v1/payment_intents/:id/confirm', confirmPaymentIntent),
  post('/v1/payment_intents/:id/capture', capturePaymentIntent),
  post('/v1/payment_intents/:id/cancel', cancelPaymentIntent),

  get('/v1/charges', listCharges),
  get('/v1/charges/search', searchCharges),
  get('/v1/charges/:id', retrieveCharge),
  post('/v1/charges/:id', updateCharge),

  get('/v1/refunds', listRefunds),
  post('/v1/refunds', createRefund),
  get('/v1/refunds/:id', retrieveRefund),
  post('/v1/refunds/:id', updateRefund),
  post('/v1/refunds/:id/cancel', cancelRefund),

  get('/v1/disputes', listDisputes),
  get('/v1/disputes/:id', retrieveDispute),

  get('/v1/events', listEvents),
  get('/v1/events/:id', retrieveEvent),
];
