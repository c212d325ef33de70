import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { monthly } from './subscribing.ts';

const sandbox = useSandbox();

test('a product keeps what it was created with, and changes', async () => {
  const { stripe } = sandbox.account();
  const product = await stripe.products.create({ name: 'Gold', metadata: { a: '1' } });
  expect(await stripe.products.retrieve(product.id)).toMatchObject({ name: 'Gold', active: true });
  const changed = await stripe.products.update(product.id, { name: 'Silver', description: 'Less' });
  expect(changed).toMatchObject({ name: 'Silver', description: 'Less', metadata: { a: '1' } });
  const other = await stripe.products.create({ name: 'Lead', active: false });
  expect((await stripe.products.list({ active: true })).data).toMatchObject([{ id: product.id }]);
  expect((await stripe.products.list({ ids: [other.id] })).data).toMatchObject([{ id: other.id }]);
});

test('a price is of a product, its own or one made along with it', async () => {
  const { stripe } = sandbox.account();
  const { id: product } = await stripe.products.create({ name: 'Gold' });
  const yearly = { interval: 'year', interval_count: 2 } as const;
  const price = await stripe.prices.create({ currency: 'eur', unit_amount: 900, recurring: yearly, product });
  expect(price).toMatchObject({ type: 'recurring', recurring: yearly, product, unit_amount: 900 });
  expect(String(price.unit_amount_decimal)).toBe('900');
  const once = await monthly(stripe, { product_data: { name: 'Setup' } });
  expect(await stripe.prices.retrieve(once.id, { expand: ['product'] })).toMatchObject({
    product: { name: 'Setup' },
  });
  expect((await stripe.prices.list({ product })).data).toMatchObject([{ id: price.id }]);
  expect(await stripe.prices.update(price.id, { active: false, nickname: 'Old' })).toMatchObject({
    active: false,
    nickname: 'Old',
  });
});

test('what has no price, product or name is refused', async () => {
  const { stripe } = sandbox.account();
  const wrong = async (params: Partial<Stripe.PriceCreateParams>) =>
    refusal(stripe.prices.create({ currency: 'usd', unit_amount: 1, ...params }));
  expect(await wrong({ product: 'prod_none' })).toMatchObject({ code: 'resource_missing', param: 'product' });
  expect(await wrong({})).toMatchObject({ code: 'parameter_missing' });
  expect(await refusal(stripe.prices.retrieve('price_none'))).toMatchObject({ statusCode: 404 });
  expect(await refusal(stripe.products.retrieve('prod_none'))).toMatchObject({ statusCode: 404 });
});
