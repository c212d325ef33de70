import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import { missing, refused } from '../wire/errors.ts';
import { type MetadataChange, mergeMetadata, metadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { clearable, flag, list, type Named, readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { previousOf, recordEvent } from './events.ts';

const unmodelled = {
  images: unsupported,
  marketing_features: unsupported,
  package_dimensions: unsupported,
  shippable: unsupported,
  tax_code: unsupported,
  tax_details: unsupported,
  url: unsupported,
};
const creation = {
  ...unmodelled,
  active: flag,
  default_price_data: unsupported,
  description: text,
  id: text,
  metadata,
  name: text,
  statement_descriptor: text,
  type: unsupported,
  unit_label: text,
} satisfies Named<Stripe.ProductCreateParams>;
const change = {
  ...unmodelled,
  active: flag,
  default_price: unsupported,
  description: clearable,
  metadata,
  name: text,
  statement_descriptor: text,
  unit_label: clearable,
} satisfies Named<Stripe.ProductUpdateParams>;

export function createProduct(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, ['name']);
  if (asked.id !== undefined && work.find('product', asked.id)) {
    throw refused('Product already exists.', { code: 'resource_already_exists' });
  }
  return newProduct(work, asked);
}

interface Naming {
  active?: boolean;
  description?: string;
  id?: string;
  metadata?: MetadataChange;
  name: string;
  statement_descriptor?: string;
  unit_label?: string;
}

export function newProduct(work: Work, asked: Naming): Stripe.Product {
  const product: Stripe.Product = {
    id: asked.id ?? newId('prod'),
    object: 'product',
    active: asked.active ?? true,
    created: work.now,
    default_price: null,
    description: asked.description ?? null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, asked.metadata),
    name: asked.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: asked.statement_descriptor ?? null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: asked.unit_label ?? null,
    updated: work.now,
    url: null,
  };
  work.save(product);
  recordEvent(work, 'product.created', product);
  return product;
}

export function retrieveProduct(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findProduct(work, id, 'id');
}

export function listProducts(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    active: flag,
    created: createdFilter,
    ids: list(text),
    shippable: unsupported,
    type: unsupported,
    url: unsupported,
  });
  const named = work.all('product').filter(({ id }) => asked.ids?.includes(id) ?? true);
  return pageOf(named, asked, ['active'], '/v1/products');
}

export function updateProduct(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, ...asked } = readParams(params, change);
  const before = findProduct(work, id, 'id');
  const product = {
    ...before,
    ...asked,
    metadata: mergeMetadata(before.metadata, metadataChange),
    updated: work.now,
  };
  work.save(product);
  recordEvent(work, 'product.updated', product, previousOf(before, product));
  return product;
}

export function findProduct(work: Work, id: string, param: string, status = 404): Stripe.Product {
  const product = work.find('product', id);
  if (!product) throw missing('product', id, param, status);
  return product;
}
