import { expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { connect, freshKey, pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

test('a restricted key sees the account of the secret key with the same ending', async () => {
  const { stripe, key } = sandbox.account();
  const { id } = await stripe.customers.create();
  const restricted = connect(sandbox.port, key.replace('sk_', 'rk_'));
  expect((await restricted.customers.retrieve(id)).id).toBe(id);
  const stranger = connect(sandbox.port, freshKey());
  expect(await refusal(stranger.customers.retrieve(id))).toMatchObject({ statusCode: 404, param: 'id' });
});

test('a live key is refused', async () => {
  const error = await refusal(connect(sandbox.port, `sk_${'live'}_1`).customers.list());
  expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
  expect(error.message).toContain('refuses live mode keys');
});

test('no key and a wrong key are 401, basic authentication is as good as bearer', async () => {
  const url = `http://127.0.0.1:${sandbox.port}/v1/customers`;
  const withHeader = (Authorization?: string) =>
    fetch(url, Authorization ? { headers: { Authorization } } : {});
  expect((await withHeader()).status).toBe(401);
  expect((await withHeader('Bearer pk_test_1')).status).toBe(401);
  const basic = Buffer.from(`${freshKey()}:`).toString('base64');
  expect((await withHeader(`Basic ${basic}`)).status).toBe(200);
});

test('answers carry a request id, the version asked for and the key', async () => {
  const { stripe } = sandbox.account();
  const { lastResponse } = await stripe.customers.create({}, { idempotencyKey: 'k' });
  expect(lastResponse.requestId).toMatch(/^req_[A-Za-z0-9]{14}$/);
  expect(lastResponse.apiVersion).toBe('2026-10-28.endive');
  expect(lastResponse.headers['idempotency-key']).toBe('k');
});

test.each([
  [{ nmae: 'Ann' }, 'Received unknown parameter: nmae', 'nmae'],
  [{ address: { zip: '1' } }, 'Received unknown parameter: address[zip]', 'address[zip]'],
  [{ nmae: 'Ann', emial: 'a' }, 'Received unknown parameters: nmae, emial', 'nmae'],
])('the unknown parameter in %j is refused by name', async (params, message, param) => {
  const { stripe } = sandbox.account();
  const error = await refusal(stripe.customers.create(params as Stripe.CustomerCreateParams));
  expect(error).toMatchObject({ statusCode: 400, code: 'parameter_unknown', message, param });
});

test('what is missing or not a number is refused by name', async () => {
  const { stripe } = sandbox.account();
  const missing = await refusal(
    stripe.paymentIntents.create({ amount: 1 } as Stripe.PaymentIntentCreateParams),
  );
  expect(missing).toMatchObject({
    code: 'parameter_missing',
    param: 'currency',
    message: 'Missing required param: currency.',
  });
  const notANumber = await refusal(stripe.paymentIntents.create({ amount: 1.5, currency: 'usd' }));
  expect(notANumber).toMatchObject({ code: 'parameter_invalid_integer', message: 'Invalid integer: 1.5' });
});

test('what the sandbox does not have is loud', async () => {
  const { stripe } = sandbox.account();
  const endpoint = await refusal(stripe.payouts.list());
  expect(endpoint).toMatchObject({ statusCode: 501, code: 'sandbox_not_implemented' });
  expect(endpoint.message).toContain('/v1/payouts');
  const search = await refusal(stripe.subscriptions.search({ query: "status:'active'" }));
  expect(search).toMatchObject({ statusCode: 501, code: 'sandbox_not_implemented' });
  const param = await refusal(pay(stripe, { transfer_group: 'g' }));
  expect(param).toMatchObject({ statusCode: 501, message: expect.stringContaining('transfer_group') });
});

test('expansion goes four levels deep and no further', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const payment = await pay(stripe, { customer });
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  const { data } = await stripe.charges.list({ customer, expand: ['data.refunds.data.payment_intent'] });
  expect(data).toMatchObject([{ refunds: { data: [{ amount: 100, payment_intent: { id: payment.id } }] } }]);
  const path = 'data.refunds.data.payment_intent.customer';
  expect(await refusal(stripe.charges.list({ expand: [path] }))).toMatchObject({
    statusCode: 400,
    code: 'property_expansion_max_depth',
    message: `You cannot expand more than 4 levels of a property. Property: ${path}`,
  });
});

test('what cannot be expanded is refused, on lists with a hint', async () => {
  const { stripe } = sandbox.account();
  await pay(stripe);
  const wrong = await refusal(pay(stripe, { expand: ['amount'] }));
  expect(wrong.message).toBe('This property cannot be expanded (amount).');
  const hinted = await refusal(stripe.charges.list({ expand: ['customer'] }));
  expect(hinted.message).toBe(
    "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.",
  );
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test('charges do not carry refunds unless asked to', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe, { expand: ['latest_charge'] });
  expect(payment.latest_charge).not.toHaveProperty('refunds');
  const charge = await stripe.charges.retrieve((payment.latest_charge as Stripe.Charge).id, {
    expand: ['refunds'],
  });
  expect(charge.refunds).toMatchObject({ object: 'list', data: [], has_more: false });
});

test('pages go forth and back, newest first', async () => {
  const { stripe } = sandbox.account();
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await stripe.customers.create()).id);
  const page = async (params: Stripe.CustomerListParams) => {
    const { data, has_more } = await stripe.customers.list(params);
    return [data.map(({ id }) => ids.indexOf(id)), has_more];
  };
  expect(await page({ limit: 2 })).toEqual([[0, 1], true]);
  expect(await page({ limit: 2, starting_after: ids[1] ?? '' })).toEqual([[2, 3], true]);
  expect(await page({ limit: 2, starting_after: ids[3] ?? '' })).toEqual([[4], false]);
  expect(await page({ limit: 2, ending_before: ids[4] ?? '' })).toEqual([[2, 3], true]);
  expect(await page({ limit: 2, ending_before: ids[1] ?? '' })).toEqual([[0], false]);
  expect(await refusal(stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({
    code: 'resource_missing',
    param: 'starting_after',
  });
  expect((await refusal(stripe.customers.list({ limit: 101 }))).message).toBe(
    'This value must be less than or equal to 100.',
  );
});

test('lists are filtered by date', async () => {
  const { stripe, control } = sandbox.account();
  const old = await pay(stripe);
  const recent = await pay(stripe);
  await control('POST', `/objects/${old.id}`, { created: 1_700_000_000 });
  const ids = async (created: Stripe.RangeQueryParam | number) =>
    (await stripe.charges.list({ created })).data.map(({ payment_intent }) => payment_intent);
  expect(await ids({ gte: 1_700_000_001 })).toEqual([recent.id]);
  expect(await ids({ lt: 1_700_000_001 })).toEqual([old.id]);
  expect(await ids(1_700_000_000)).toEqual([old.id]);
});
