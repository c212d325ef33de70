import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import { invalid, missing } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import {
  currency,
  flag,
  group,
  integer,
  list,
  type Named,
  oneOf,
  readParams,
  text,
  unsupported,
} from '../wire/params.ts';
import type { Work } from '../work.ts';
import { previousOf, recordEvent } from './events.ts';
import { findProduct, newProduct } from './products.ts';

const interval = oneOf('day', 'week', 'month', 'year');

const creation = {
  active: flag,
  billing_scheme: unsupported,
  currency,
  currency_options: unsupported,
  custom_unit_amount: unsupported,
  lookup_key: text,
  metadata,
  nickname: text,
  product: text,
  product_data: group(
    {
      active: flag,
      id: text,
      metadata,
      name: text,
      statement_descriptor: text,
      tax_code: unsupported,
      tax_details: unsupported,
      unit_label: text,
    },
    ['name'],
  ),
  recurring: group(
    {
      interval,
      interval_count: integer({ min: 1 }),
      meter: unsupported,
      trial_period_days: unsupported,
      usage_type: oneOf('licensed'),
    },
    ['interval'],
  ),
  tax_behavior: unsupported,
  tiers: unsupported,
  tiers_mode: unsupported,
  transfer_lookup_key: unsupported,
  transform_quantity: unsupported,
  unit_amount: integer({ min: 0, max: 99_999_999 }),
  unit_amount_decimal: unsupported,
} satisfies Named<Stripe.PriceCreateParams>;

export function createPrice(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, ['currency', 'unit_amount']);
  const { recurring } = asked;
  const price: Stripe.Price = {
    id: newId('price'),
    object: 'price',
    active: asked.active ?? true,
    billing_scheme: 'per_unit',
    created: work.now,
    currency: asked.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: asked.lookup_key ?? null,
    metadata: mergeMetadata({}, asked.metadata),
    nickname: asked.nickname ?? null,
    product: pricedProduct(work, asked),
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: asked.unit_amount,
    unit_amount_decimal: decimal(asked.unit_amount),
  };
  work.save(price);
  recordEvent(work, 'price.created', price);
  return price;
}

type Priced = { product?: string; product_data?: Parameters<typeof newProduct>[1] };

function pricedProduct(work: Work, { product, product_data: data }: Priced): string {
  if (product !== undefined) return findProduct(work, product, 'product', 400).id;
  if (data) return newProduct(work, data).id;
  throw invalid('You must specify either `product` or `product_data` when creating a price.', {
    code: 'parameter_missing',
    param: 'product',
  });
}

/** A decimal as it is on the wire; stripe-node makes its own number of it. */
export const decimal = (amount: number): Stripe.Decimal => String(amount) as unknown as Stripe.Decimal;

export function retrievePrice(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findPrice(work, id, 'price');
}

export function listPrices(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    active: flag,
    created: createdFilter,
    currency,
    lookup_keys: list(text),
    product: text,
    recurring: group({ interval, meter: unsupported, usage_type: unsupported }),
    type: oneOf('one_time', 'recurring'),
  });
  const matched = work
    .all('price')
    .filter((one) => asked.lookup_keys?.includes(one.lookup_key ?? '') ?? true)
    .filter((one) => (asked.recurring?.interval ?? one.recurring?.interval) === one.recurring?.interval);
  return pageOf(matched, asked, ['active', 'currency', 'product', 'type'], '/v1/prices');
}

const change = {
  active: flag,
  currency_options: unsupported,
  lookup_key: text,
  metadata,
  nickname: text,
  tax_behavior: unsupported,
  transfer_lookup_key: unsupported,
} satisfies Named<Stripe.PriceUpdateParams>;

export function updatePrice(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, ...asked } = readParams(params, change);
  const before = findPrice(work, id, 'price');
  const price = { ...before, ...asked, metadata: mergeMetadata(before.metadata, metadataChange) };
  work.save(price);
  recordEvent(work, 'price.updated', price, previousOf(before, price));
  return price;
}

export function findPrice(work: Work, id: string, param: string, status = 404): Stripe.Price {
  const price = work.find('price', id);
  if (!price) throw missing('price', id, param, status);
  return price;
}
