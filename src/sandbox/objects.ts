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
