import { expect, test } from '@jest/globals';
import { readCustomer, readHistory, readPayment } from '../../src/stripe/payments.ts';
import { listRefunds } from '../../src/stripe/refunds.ts';
import { pay, refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();
const times = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

test('all of more than ten refunds of one payment are read, by every way', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const { id } = await pay(stripe, { customer });
  await times(13, (n) => stripe.refunds.create({ payment_intent: id, amount: 100 + n }));
  const expected = Array.from({ length: 13 }, (_, n) => 100 + n);
  const amounts = (refunds: readonly { amount: { value: number } }[]) =>
    refunds.map(({ amount }) => amount.value).sort((a, b) => a - b);
  const payment = await readPayment(stripe, id);
  expect(amounts(payment.refunds)).toEqual(expected);
  expect(payment.refunded).toBe(expected.reduce((sum, one) => sum + one));
  expect(amounts((await readCustomer(stripe, customer, 0)).history)).toEqual(expected);
  expect(amounts(await readHistory(stripe, customer))).toEqual(expected);
  expect(amounts(await listRefunds(stripe, id))).toEqual(expected);
});

test('all of more than a hundred payments are read, each with its own refunds', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const made = await times(120, (n) => pay(stripe, { customer, amount: 1_000 + n }));
  const refunded = made.filter((_, n) => n % 40 === 0);
  for (const { id, amount } of refunded) await stripe.refunds.create({ payment_intent: id, amount });
  await control('DELETE', '/journal');
  const { payments, history } = await readCustomer(stripe, customer, 0);
  expect(new Set(payments.map(({ payment }) => payment))).toEqual(new Set(made.map(({ id }) => id)));
  expect(history.map(({ payment }) => payment).sort()).toEqual(refunded.map(({ id }) => id).sort());
  for (const { payment, amount, refunded: back } of payments)
    expect(back).toBe(refunded.some(({ id }) => id === payment) ? amount.value : 0);
  const { data } = await control<{ data: unknown[] }>('GET', '/journal');
  expect(data).toHaveLength(4);
});

test('all of more than a hundred refunds of one payment are listed', async () => {
  const { stripe } = sandbox.account();
  const { id } = await pay(stripe);
  await times(105, () => stripe.refunds.create({ payment_intent: id, amount: 1 }));
  expect(await listRefunds(stripe, id)).toHaveLength(105);
});

test('payments from before the moment are not spoken of, but their refunds count', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const [old, recent] = [await pay(stripe, { customer }), await pay(stripe, { customer })];
  await control('POST', `/objects/${old.id}`, { created: recent.created - 200 * 86_400 });
  await stripe.refunds.create({ payment_intent: old.id, amount: 10_00 });
  const { payments, history } = await readCustomer(stripe, customer, recent.created - 180 * 86_400);
  expect(payments.map(({ payment }) => payment)).toEqual([recent.id]);
  expect(history).toMatchObject([{ payment: old.id }]);
});

test('a payment whose charge is no customer’s is read with all that went back of it', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const intent = await pay(stripe, { customer });
  await control('POST', `/objects/${String(intent.latest_charge)}`, { customer: null });
  await stripe.refunds.create({ payment_intent: intent.id, amount: 10_00 });
  const { payments, history } = await readCustomer(stripe, customer, 0);
  expect(payments).toEqual([await readPayment(stripe, intent.id)]);
  expect(payments).toMatchObject([{ refunded: 10_00, card: { last4: '4242' } }]);
  expect(history).toMatchObject([{ payment: intent.id }]);
});

test('another customer’s payments and refunds are not among them', async () => {
  const { stripe } = sandbox.account();
  const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
  const theirs = await pay(stripe, { customer: other.id });
  await stripe.refunds.create({ payment_intent: theirs.id, amount: 1 });
  await pay(stripe);
  expect(await readCustomer(stripe, one.id, 0)).toEqual({ payments: [], history: [] });
});

test('a stranger has no payments, also where Stripe refuses to list what it does not know', async () => {
  const { stripe, control } = sandbox.account();
  const nothing = { payments: [], history: [] };
  expect(await readCustomer(stripe, 'cus_none', 0)).toEqual(nothing);
  const body = { error: { type: 'invalid_request_error', code: 'resource_missing', param: 'customer' } };
  const refused = { kind: 'body', status: 400, body: JSON.stringify(body), contentType: 'application/json' };
  await control('POST', '/faults', { ...refused, path: '/v1/payment_intents', times: 'always' });
  await control('POST', '/faults', { ...refused, path: '/v1/charges', times: 'always' });
  expect(await readCustomer(stripe, 'cus_none', 0)).toEqual(nothing);
});

test('any other refusal to list is none of a stranger’s', async () => {
  const { stripe, control } = sandbox.account();
  await control('POST', '/faults', { kind: 'status', status: 403, path: '/v1/charges' });
  expect((await refusal(readCustomer(stripe, 'cus_none', 0))).statusCode).toBe(403);
});
