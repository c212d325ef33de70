import { expect, test } from '@jest/globals';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

test('a customer keeps what it was created with, and fields are unset by empty text', async () => {
  const { stripe } = sandbox.account();
  const created = await stripe.customers.create({
    name: 'Ann',
    email: 'ann@example.com',
    phone: '+15551234567',
    address: { line1: '1 Main St', postal_code: '94107', country: 'US' },
    preferred_locales: ['de', 'en'],
    metadata: { a: '1' },
  });
  expect(created.id).toMatch(/^cus_[A-Za-z0-9]+$/);
  expect(await stripe.customers.retrieve(created.id)).toMatchObject({
    name: 'Ann',
    address: { postal_code: '94107', city: null },
    preferred_locales: ['de', 'en'],
  });
  const updated = await stripe.customers.update(created.id, { phone: '', metadata: { b: '2' } });
  expect(updated).toMatchObject({ phone: null, name: 'Ann', metadata: { a: '1', b: '2' } });
});

test('the list filter by email is case-sensitive', async () => {
  const { stripe } = sandbox.account();
  await stripe.customers.create({ email: 'Ann@example.com' });
  expect((await stripe.customers.list({ email: 'ann@example.com' })).data).toHaveLength(0);
  expect((await stripe.customers.list({ email: 'Ann@example.com' })).data).toHaveLength(1);
});

test('a deleted customer is a tombstone, out of lists and search', async () => {
  const { stripe } = sandbox.account();
  const { id } = await stripe.customers.create({ email: 'ann@example.com' });
  await stripe.customers.del(id);
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, object: 'customer', deleted: true });
  expect((await stripe.customers.list()).data).toHaveLength(0);
  expect((await stripe.customers.search({ query: "email:'ann@example.com'" })).data).toHaveLength(0);
  expect(await refusal(pay(stripe, { customer: id }))).toMatchObject({
    code: 'resource_missing',
    param: 'customer',
  });
});

test('payments and charges are listed by customer', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  await pay(stripe);
  const payment = await pay(stripe, { customer });
  const intents = await stripe.paymentIntents.list({ customer, limit: 10, expand: ['data.latest_charge'] });
  expect(intents.data).toMatchObject([{ id: payment.id, latest_charge: { object: 'charge' } }]);
  expect((await stripe.charges.list({ customer })).data).toMatchObject([{ payment_intent: payment.id }]);
});

test('a charge takes a new description and metadata', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe, { metadata: { a: '1' } });
  const charge = await stripe.charges.update(String(payment.latest_charge), {
    description: 'Two tickets',
    metadata: { a: '', b: '2' },
  });
  expect(charge).toMatchObject({ description: 'Two tickets', metadata: { b: '2' } });
});

test('a payment method is attached to one customer, and can be the default', async () => {
  const { stripe } = sandbox.account();
  const [ann, bob] = [await stripe.customers.create(), await stripe.customers.create()];
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: ann.id });
  expect(await stripe.paymentMethods.retrieve(method.id)).toMatchObject({ customer: ann.id });
  expect((await refusal(stripe.paymentMethods.attach(method.id, { customer: bob.id }))).statusCode).toBe(400);
  const settings = { invoice_settings: { default_payment_method: method.id } };
  const expand = ['invoice_settings.default_payment_method'];
  expect(await stripe.customers.update(ann.id, { ...settings, expand })).toMatchObject({
    invoice_settings: { default_payment_method: { card: { last4: '4242' } } },
  });
  expect((await refusal(stripe.customers.update(bob.id, settings))).code).toBe('resource_missing');
});
