import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { missing } from '../wire/errors.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { group, oneOf, readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';

export function listInvoices(work: Work, { params }: Call): object {
  const { subscription, ...asked } = readParams(params, {
    ...pageParams,
    collection_method: oneOf('charge_automatically', 'send_invoice'),
    created: createdFilter,
    customer: text,
    customer_account: unsupported,
    due_date: unsupported,
    status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
    subscription: text,
  });
  const matched = work
    .all('invoice')
    .filter(
      ({ parent }) =>
        subscription === undefined || idOf(parent?.subscription_details?.subscription ?? '') === subscription,
    );
  return pageOf(matched, asked, ['collection_method', 'customer', 'status'], '/v1/invoices');
}

export function retrieveInvoice(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const invoice = work.find('invoice', id);
  if (!invoice) throw missing('invoice', id, 'id');
  return invoice;
}

/** Which payments were made for which invoice. */
export function listInvoicePayments(work: Work, { params }: Call): object {
  const { payment, ...asked } = readParams(params, {
    ...pageParams,
    created: createdFilter,
    invoice: text,
    payment: group(
      { type: oneOf('payment_intent', 'payment_record'), payment_intent: text, payment_record: unsupported },
      ['type'],
    ),
    status: oneOf('canceled', 'open', 'paid'),
  });
  const matched = work
    .all('invoice_payment')
    .filter(
      (one) =>
        payment === undefined ||
        (one.payment.type === payment.type &&
          (payment.payment_intent ?? one.payment.payment_intent) === one.payment.payment_intent),
    );
  return pageOf(matched, asked, ['invoice', 'status'], '/v1/invoice_payments');
}

export function retrieveInvoicePayment(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const payment = work.find('invoice_payment', id);
  if (!payment) throw missing('invoice_payment', id, 'invoice_payment');
  return payment;
}
