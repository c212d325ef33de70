import { expect, test } from '@jest/globals';
import { findGuestPayments } from '../../src/stripe/payments.ts';
import { pay, refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

const billing_details = {
  email: 'guest@example.com',
  phone: '(415) 555-0101',
  address: { postal_code: '94103' },
};
const card = { type: 'card' as const, card: { token: 'tok_visa' }, billing_details };

async function guestPayment(account: ReturnType<typeof sandbox.account>) {
  const { stripe } = account;
  const intent = await stripe.paymentIntents.create({
    amount: 42_50,
    currency: 'usd',
    confirm: true,
    payment_method_data: card,
    receipt_email: 'receipt@example.com',
  });
  const about = (of = {}) =>
    findGuestPayments(stripe, {
      last4: '4242',
      amounts: [42_500, 42_50],
      from: intent.created - 86_400,
      until: intent.created + 86_400,
      ...of,
    });
  return { ...account, intent, about };
}

test('a guest’s payment is found by card, amount and day, with all that may prove it', async () => {
  const { stripe, intent, about } = await guestPayment(sandbox.account());
  await stripe.refunds.create({ payment_intent: intent.id, amount: 10_00 });
  const [found, ...more] = await about();
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    payment: intent.id,
    amount: { value: 42_50, currency: 'usd' },
    refunded: 10_00,
    refunds: [{ amount: { value: 10_00 }, payment: intent.id }],
    state: 'succeeded',
    postalCode: '94103',
    contacts: ['guest@example.com', '(415) 555-0101', 'receipt@example.com'],
  });
  expect(found).not.toHaveProperty('customer');
});

test('it is not found by another card, amount or day', async () => {
  const { intent, about } = await guestPayment(sandbox.account());
  expect(await about({ last4: '0005' })).toEqual([]);
  expect(await about({ amounts: [42_51] })).toEqual([]);
  expect(await about({ from: intent.created + 1 })).toEqual([]);
  expect(await about({ until: intent.created - 1 })).toEqual([]);
});

test('it is found where it was made in the first or last second', async () => {
  const { intent, about } = await guestPayment(sandbox.account());
  expect(await about({ from: intent.created, until: intent.created })).toHaveLength(1);
});

test('a customer’s payment is no guest’s', async () => {
  const account = sandbox.account();
  const { about, stripe } = await guestPayment(account);
  const { id: customer } = await stripe.customers.create();
  await pay(stripe, { amount: 42_50, customer });
  expect(await about()).toHaveLength(1);
});

test('its disputes are read', async () => {
  const { control, intent, about } = await guestPayment(sandbox.account());
  await control('POST', '/disputes', { payment_intent: intent.id });
  expect(await about()).toMatchObject([
    { disputed: true, disputes: [{ refundable: false, outcome: 'open' }] },
  ]);
});

test('who may not search finds no guests; a search that fails for now fails', async () => {
  const { control, about } = await guestPayment(sandbox.account());
  const fault = { kind: 'status', path: '/v1/charges/search', times: 2 };
  await control('POST', '/faults', { ...fault, status: 400 });
  expect(await about()).toEqual([]);
  await control('POST', '/faults', { ...fault, status: 429 });
  expect((await refusal(about())).statusCode).toBe(429);
});
