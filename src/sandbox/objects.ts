import type { Stripe } from 'stripe';

/** What an account holds, by the name that Stripe gives each object. References are kept as ids. */
export interface Kinds {
  customer: Stripe.Customer | Stripe.DeletedCustomer;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  balance_transaction: Stripe.BalanceTransaction;
  coupon: Stripe.Coupon | RetiredCoupon;
  promotion_code: Stripe.PromotionCode;
  discount: Stripe.Discount;
  product: Stripe.Product;
  price: Stripe.Price;
  subscription: Stripe.Subscription;
  invoice: Stripe.Invoice;
  invoice_payment: Stripe.InvoicePayment;
  event: Stripe.Event;
  webhook_endpoint: Destination | Stripe.DeletedWebhookEndpoint;
  delivery: Delivery;
}

/** Where events go: an endpoint of the first API, or an event destination of the second. */
export interface Destination extends Omit<Stripe.WebhookEndpoint, 'secret' | 'status'> {
  name: string;
  payload: 'snapshot' | 'thin';
  status: 'enabled' | 'disabled';
  secret: string;
  /** While a secret is rolled, the former one signs too. */
  former_secret: string | null;
  updated: number;
}

/** One event on its way to one destination. Its times are real ones: who receives it has no other clock. */
export interface Delivery {
  id: string;
  object: 'delivery';
  created: number;
  event: string;
  destination: string;
  status: 'pending' | 'delivered' | 'failed';
  attempts: number;
  /** When it is tried next, in milliseconds. */
  next_attempt_at: number | null;
  /** What was sent last, and what came of it. */
  last: Sent | null;
}

export interface Sent {
  /** That of the signature, in seconds. */
  timestamp: number;
  /** What the body said of itself. */
  pending_webhooks: number;
  response_status: number | null;
  error: string | null;
}

/** A coupon that was deleted, whole, since the discounts that it gave go on. */
export type RetiredCoupon = Omit<Stripe.Coupon, 'deleted'> & { deleted: true };

export type Kind = keyof Kinds;
export type StoredObject = Kinds[Kind];

/** The id behind a reference that Stripe's types allow to be an id or the whole object. */
export function idOf(reference: string | { id: string }): string;
export function idOf(reference: string | { id: string } | null): string | null;
export function idOf(reference: string | { id: string } | null): string | null {
  return reference === null || typeof reference === 'string' ? reference : reference.id;
}
