import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import { missing } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { clearable, group, list, type Named, readParams, text, unsupported } from '../wire/params.ts';
import { address, shipping } from '../wire/shared-params.ts';
import type { Work } from '../work.ts';
import { previousOf, recordEvent } from './events.ts';
import { attach, ownMethod } from './own-methods.ts';
import { endSubscription, hasEnded } from './subscription-end.ts';

const editable = {
  address,
  description: clearable,
  email: clearable,
  metadata,
  name: clearable,
  phone: clearable,
  preferred_locales: list(text),
  shipping,
  invoice_settings: group({
    custom_fields: unsupported,
    default_payment_method: clearable,
    footer: unsupported,
    rendering_options: unsupported,
  }),
  balance: unsupported,
  business_name: unsupported,
  cash_balance: unsupported,
  individual_name: unsupported,
  invoice_prefix: unsupported,
  next_invoice_sequence: unsupported,
  source: unsupported,
  tax: unsupported,
  tax_exempt: unsupported,
  validate: unsupported,
};
const creation = {
  ...editable,
  payment_method: text,
  tax_id_data: unsupported,
  test_clock: unsupported,
} satisfies Named<Stripe.CustomerCreateParams>;
const change = {
  ...editable,
  default_source: unsupported,
} satisfies Named<Stripe.CustomerUpdateParams>;

export function createCustomer(work: Work, { params }: Call): object {
  const asked = readParams(params, creation);
  const id = newId('cus');
  const customer: Stripe.Customer = {
    id,
    object: 'customer',
    address: asked.address ?? null,
    balance: 0,
    created: work.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: asked.description ?? null,
    discount: null,
    email: asked.email ?? null,
    invoice_prefix: newId('cus').slice(4, 12).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: defaultMethod(work, asked, id),
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, asked.metadata),
    name: asked.name ?? null,
    next_invoice_sequence: 1,
    phone: asked.phone ?? null,
    preferred_locales: asked.preferred_locales ?? [],
    shipping: asked.shipping ?? null,
    tax_exempt: 'none',
    test_clock: null,
  };
  work.save(customer);
  recordEvent(work, 'customer.created', customer);
  return customer;
}

type Paying = {
  payment_method?: string;
  invoice_settings?: { default_payment_method?: string | null };
};

/** The default of a new customer: the payment method that came along, or none. */
function defaultMethod(work: Work, asked: Paying, customer: string): string | null {
  const { payment_method: given } = asked;
  const attached = given === undefined ? undefined : attach(work, given, customer);
  const wanted = asked.invoice_settings?.default_payment_method ?? null;
  if (wanted === null) return null;
  // Stripe's test names make a new payment method each time, and here one is meant.
  return attached && wanted === given ? attached.id : ownMethod(work, wanted, customer).id;
}

export function updateCustomer(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, invoice_settings: settings, ...asked } = readParams(params, change);
  const before = liveCustomer(work, id, 'id');
  const method = settings?.default_payment_method;
  if (method !== undefined && method !== null) ownMethod(work, method, id);
  const customer = {
    ...before,
    ...asked,
    invoice_settings: { ...before.invoice_settings, ...settings },
    metadata: mergeMetadata(before.metadata, metadataChange),
  };
  work.save(customer);
  recordEvent(work, 'customer.updated', customer, previousOf(before, customer));
  return customer;
}

export function retrieveCustomer(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const customer = work.find('customer', id);
  if (!customer) throw missing('customer', id, 'id');
  return customer;
}

/** The email filter is case-sensitive, as in Stripe; search is not. */
export function listCustomers(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    created: createdFilter,
    email: text,
    test_clock: unsupported,
  });
  return pageOf(
    work.all('customer').filter((one) => !one.deleted),
    asked,
    ['email'],
    '/v1/customers',
  );
}

export function deleteCustomer(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const customer = liveCustomer(work, id, 'id');
  for (const one of work.all('subscription')) {
    if (one.customer === id && !hasEnded(one)) endSubscription(work, one);
  }
  const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
  work.save(deleted);
  recordEvent(work, 'customer.deleted', customer);
  return deleted;
}

export function liveCustomer(work: Work, id: string, param: string, status = 404): Stripe.Customer {
  const customer = work.find('customer', id);
  if (!customer || customer.deleted) throw missing('customer', id, param, status);
  return customer;
}
