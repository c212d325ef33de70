import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

async function threeCustomers(stripe: Stripe): Promise<void> {
  await stripe.customers.create({ name: "Ann O'Hara", email: 'Ann@Example.com', phone: '+15551234567' });
  await stripe.customers.create({ name: 'Bob', email: 'bob@example.com', metadata: { plan: 'gold' } });
  await stripe.customers.create({ name: 'Carl \\ "Q"', email: 'carl@other.org' });
}

test.each([
  ["email:'ann@example.com'", ["Ann O'Hara"]],
  ["email~'EXAMPLE'", ["Ann O'Hara", 'Bob']],
  ["phone:'+15551234567'", ["Ann O'Hara"]],
  ["name:'ann o\\'hara'", ["Ann O'Hara"]],
  ['name:"carl \\\\ \\"q\\""', ['Carl \\ "Q"']],
  ["metadata['plan']:'gold'", ['Bob']],
  ['-metadata["plan"]:null', ['Bob']],
  ['metadata["plan"]:null', ["Ann O'Hara", 'Carl \\ "Q"']],
  ["-email:'bob@example.com'", ["Ann O'Hara", 'Carl \\ "Q"']],
  ["email~'example' AND name:'Bob'", ['Bob']],
  ["email~'example' name:'Bob'", ['Bob']],
  ["name:'Bob' or phone:'+15551234567'", ["Ann O'Hara", 'Bob']],
  ['created>1000000000', ["Ann O'Hara", 'Bob', 'Carl \\ "Q"']],
  ['created<1000000000', []],
])('customers by %s', async (query, names) => {
  const { stripe } = sandbox.account();
  await threeCustomers(stripe);
  const { data, object } = await stripe.customers.search({ query });
  expect(object).toBe('search_result');
  expect(data.map(({ name }) => name).sort()).toEqual(names);
});

test('a guest’s charge is found by last four, amount, currency and date', async () => {
  const { stripe } = sandbox.account();
  await pay(stripe, { amount: 2_599, payment_method: 'pm_card_mastercard' });
  const wanted = await pay(stripe, { amount: 2_599 });
  await pay(stripe, { amount: 2_600 });
  const query =
    "payment_method_details.card.last4:'4242' AND amount=2599 AND currency:'USD' AND created>1700000000 AND customer:null";
  const { data } = await stripe.charges.search({ query });
  expect(data.map(({ id }) => id)).toEqual([wanted.latest_charge]);
});

test('charges by brand, expiry, postal code, refunded, disputed and status', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe, { payment_method: 'pm_card_amex' });
  await stripe.refunds.create({ payment_intent: payment.id });
  const find = async (query: string) => (await stripe.charges.search({ query })).data.length;
  expect(
    await find("payment_method_details.card.brand:'amex' AND payment_method_details.card.exp_month:12"),
  ).toBe(1);
  expect(await find("refunded:'true' AND disputed:'false' AND status:'succeeded'")).toBe(1);
  expect(await find('refunded:true')).toBe(1);
  expect(await find("billing_details.address.postal_code:'94107'")).toBe(0);
});

test('payment intents by status and customer', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const payment = await pay(stripe, { customer });
  const { data } = await stripe.paymentIntents.search({
    query: `customer:'${customer}' AND status:'succeeded'`,
    expand: ['data.latest_charge'],
  });
  expect(data).toMatchObject([{ id: payment.id, latest_charge: { object: 'charge' } }]);
});

test.each([
  ["shoe:'42'", 'Field `shoe` is an unsupported search field for resource `customers`.'],
  ["billing_details.email:'a@b.c'", 'Field `billing_details.email` is an unsupported search field'],
  ["email:'a' AND name:'b' OR phone:'c'", 'AND and OR'],
  ["(email:'a')", 'We were unable to parse your search query.'],
  ["email:'a", 'We were unable to parse your search query.'],
  ['just words', 'We were unable to parse your search query.'],
  [Array.from({ length: 11 }, () => "name:'a'").join(' AND '), 'at most 10 clauses'],
])('the query %s is refused', async (query, message) => {
  const { stripe } = sandbox.account();
  const error = await refusal(stripe.customers.search({ query }));
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  expect(error.message).toContain(message);
});

test('charges cannot be searched by email, as in Stripe', async () => {
  const { stripe } = sandbox.account();
  const error = await refusal(stripe.charges.search({ query: "billing_details.email:'a@b.c'" }));
  expect(error.message).toContain('unsupported search field for resource `charges`');
});

test('results come in pages', async () => {
  const { stripe } = sandbox.account();
  for (let n = 0; n < 5; n += 1) await stripe.customers.create({ name: `Ann ${n}` });
  const first = await stripe.customers.search({ query: "name~'ann'", limit: 2 });
  expect(first).toMatchObject({ has_more: true, next_page: expect.any(String) });
  const names = [];
  for await (const customer of stripe.customers.search({ query: "name~'ann'", limit: 2 }))
    names.push(customer.name);
  expect(names).toEqual(['Ann 4', 'Ann 3', 'Ann 2', 'Ann 1', 'Ann 0']);
});

test('search lags behind; lists do not', async () => {
  const { stripe, control } = sandbox.account();
  const { id } = await stripe.customers.create({ email: 'old@example.com' });
  await control('POST', '/knobs', { searchLagMs: 60_000 });
  await stripe.customers.update(id, { email: 'new@example.com' });
  const find = async (email: string) =>
    (await stripe.customers.search({ query: `email:'${email}'` })).data.length;
  expect(await find('new@example.com')).toBe(0);
  expect(await find('old@example.com')).toBe(1);
  expect((await stripe.customers.list({ email: 'new@example.com' })).data).toHaveLength(1);
  await control('POST', '/clock', { advance: 61 });
  expect(await find('new@example.com')).toBe(1);
  expect(await find('old@example.com')).toBe(0);
});
