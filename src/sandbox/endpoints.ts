import type { Operation } from './exchange.ts';
import { attachPaymentMethod, retrievePaymentMethod } from './resources/attachments.ts';
import { cancelPaymentIntent, capturePaymentIntent } from './resources/capture.ts';
import { listCharges, retrieveCharge, updateCharge } from './resources/charges.ts';
import {
  createCoupon,
  deleteCoupon,
  listCoupons,
  retrieveCoupon,
  updateCoupon,
} from './resources/coupons.ts';
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  retrieveCustomer,
  updateCustomer,
} from './resources/customers.ts';
import { closeDispute, updateDispute } from './resources/dispute-answers.ts';
import { listDisputes, retrieveDispute } from './resources/disputes.ts';
import {
  createEventDestination,
  deleteEventDestination,
  disableEventDestination,
  enableEventDestination,
  listEventDestinations,
  retrieveEventDestination,
  updateEventDestination,
} from './resources/event-destinations.ts';
import { listEvents, retrieveEvent, retrieveThinEvent } from './resources/events.ts';
import {
  listInvoicePayments,
  listInvoices,
  retrieveInvoice,
  retrieveInvoicePayment,
} from './resources/invoices.ts';
import {
  confirmPaymentIntent,
  createPaymentIntent,
  listPaymentIntents,
  retrievePaymentIntent,
  updatePaymentIntent,
} from './resources/payment-intents.ts';
import { createPrice, listPrices, retrievePrice, updatePrice } from './resources/prices.ts';
import { createProduct, listProducts, retrieveProduct, updateProduct } from './resources/products.ts';
import {
  createPromotionCode,
  listPromotionCodes,
  retrievePromotionCode,
  updatePromotionCode,
} from './resources/promotion-codes.ts';
import {
  cancelRefund,
  createRefund,
  listRefunds,
  retrieveRefund,
  updateRefund,
} from './resources/refunds.ts';
import { searchCharges, searchCustomers, searchPaymentIntents } from './resources/search.ts';
import { cancelSubscription } from './resources/subscription-cancellation.ts';
import { updateSubscription } from './resources/subscription-changes.ts';
import { pauseSubscription, resumeSubscription } from './resources/subscription-pauses.ts';
import { createSubscription, listSubscriptions, retrieveSubscription } from './resources/subscriptions.ts';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  listWebhookEndpoints,
  retrieveWebhookEndpoint,
  updateWebhookEndpoint,
} from './resources/webhook-endpoints.ts';
import { notInSandbox } from './wire/errors.ts';

interface Endpoint {
  method: 'get' | 'post' | 'delete';
  path: string;
  operation: Operation;
}

const get = (path: string, operation: Operation): Endpoint => ({ method: 'get', path, operation });
const post = (path: string, operation: Operation): Endpoint => ({ method: 'post', path, operation });
const del = (path: string, operation: Operation): Endpoint => ({ method: 'delete', path, operation });

/** Said aloud, where a name in the path would be taken for an id. */
export const notHere: Operation = (_work, { path }) => {
  throw notInSandbox(`the endpoint ${path}`);
};

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

  get('/v1/payment_methods/:id', retrievePaymentMethod),
  post('/v1/payment_methods/:id/attach', attachPaymentMethod),

  get('/v1/coupons', listCoupons),
  post('/v1/coupons', createCoupon),
  get('/v1/coupons/:id', retrieveCoupon),
  post('/v1/coupons/:id', updateCoupon),
  del('/v1/coupons/:id', deleteCoupon),

  get('/v1/promotion_codes', listPromotionCodes),
  post('/v1/promotion_codes', createPromotionCode),
  get('/v1/promotion_codes/:id', retrievePromotionCode),
  post('/v1/promotion_codes/:id', updatePromotionCode),

  get('/v1/products', listProducts),
  post('/v1/products', createProduct),
  get('/v1/products/search', notHere),
  get('/v1/products/:id', retrieveProduct),
  post('/v1/products/:id', updateProduct),

  get('/v1/prices', listPrices),
  post('/v1/prices', createPrice),
  get('/v1/prices/search', notHere),
  get('/v1/prices/:id', retrievePrice),
  post('/v1/prices/:id', updatePrice),

  get('/v1/subscriptions', listSubscriptions),
  post('/v1/subscriptions', createSubscription),
  get('/v1/subscriptions/search', notHere),
  get('/v1/subscriptions/:id', retrieveSubscription),
  post('/v1/subscriptions/:id', updateSubscription),
  del('/v1/subscriptions/:id', cancelSubscription),
  post('/v1/subscriptions/:id/pause', pauseSubscription),
  post('/v1/subscriptions/:id/resume', resumeSubscription),

  get('/v1/invoices', listInvoices),
  get('/v1/invoices/search', notHere),
  get('/v1/invoices/:id', retrieveInvoice),

  get('/v1/invoice_payments', listInvoicePayments),
  get('/v1/invoice_payments/:id', retrieveInvoicePayment),

  get('/v1/disputes', listDisputes),
  get('/v1/disputes/:id', retrieveDispute),
  post('/v1/disputes/:id', updateDispute),
  post('/v1/disputes/:id/close', closeDispute),

  get('/v1/events', listEvents),
  get('/v1/events/:id', retrieveEvent),
  get('/v2/core/events/:id', retrieveThinEvent),

  get('/v1/webhook_endpoints', listWebhookEndpoints),
  post('/v1/webhook_endpoints', createWebhookEndpoint),
  get('/v1/webhook_endpoints/:id', retrieveWebhookEndpoint),
  post('/v1/webhook_endpoints/:id', updateWebhookEndpoint),
  del('/v1/webhook_endpoints/:id', deleteWebhookEndpoint),

  get('/v2/core/event_destinations', listEventDestinations),
  post('/v2/core/event_destinations', createEventDestination),
  get('/v2/core/event_destinations/:id', retrieveEventDestination),
  post('/v2/core/event_destinations/:id', updateEventDestination),
  del('/v2/core/event_destinations/:id', deleteEventDestination),
  post('/v2/core/event_destinations/:id/disable', disableEventDestination),
  post('/v2/core/event_destinations/:id/enable', enableEventDestination),
];
