import { describe, expect, test } from '@jest/globals';
import { findCustomers } from '../../src/stripe/customers.ts';
import { refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

describe('by email', () => {
  test('a customer is found however the case of the letters differs', async () => {
    const { stripe } = sandbox.account();
    const { id } = await stripe.customers.create({ email: 'Ann.Miller@Example.com' });
    for (const email of ['Ann.Miller@Example.com', 'ann.miller@example.com', 'ANN.MILLER@EXAMPLE.COM'])
      expect(await findCustomers(stripe, { email })).toEqual([id]);
  });

  test('all customers with it are found, each once and in an order of their own', async () => {
    const { stripe } = sandbox.account();
    const made = [];
    for (const email of ['ann@example.com', 'ann@example.com', 'Ann@example.com'])
      made.push((await stripe.customers.create({ email, phone: '+14155550101' })).id);
    const contact = { email: 'ann@example.com', phone: '+14155550101' };
    expect(await findCustomers(stripe, contact)).toEqual([...made].sort());
  });

  test('nobody is found by a part of it, or when they were deleted', async () => {
    const { stripe } = sandbox.account();
    await stripe.customers.create({ email: 'joann@example.com' });
    const gone = await stripe.customers.create({ email: 'ann@example.com' });
    await stripe.customers.del(gone.id);
    expect(await findCustomers(stripe, { email: 'ann@example.com' })).toEqual([]);
  });

  test('quotes and backslashes are part of it, not of the search', async () => {
    const { stripe } = sandbox.account();
    const { id } = await stripe.customers.create({ email: "O'Brien@Example.com" });
    expect(await findCustomers(stripe, { email: "o'brien@example.com" })).toEqual([id]);
    for (const email of ["x' OR email~'example", 'x\\', "x\\' OR name:'a"])
      expect(await findCustomers(stripe, { email })).toEqual([]);
  });

  test('a customer of this second is found by the list while the search lags', async () => {
    const { stripe, control } = sandbox.account();
    await control('POST', '/knobs', { searchLagMs: 60_000 });
    const { id } = await stripe.customers.create({ email: 'ann@example.com' });
    expect(await findCustomers(stripe, { email: 'Ann@Example.com' })).toEqual([id]);
  });

  test.each([
    [400, 'an account that may not search'],
    [403, 'a key that may not search'],
  ])('the list does where the search is refused with %i, as for %s', async (status) => {
    const { stripe, control } = sandbox.account();
    const { id } = await stripe.customers.create({ email: 'ann@example.com' });
    await control('POST', '/faults', {
      kind: 'status',
      status,
      path: '/v1/customers/search',
      times: 'always',
    });
    expect(await findCustomers(stripe, { email: 'ann@example.com', phone: '+14155550101' })).toEqual([id]);
  });

  test('a search that only failed for now fails the whole, so that it is tried again', async () => {
    const { stripe, control } = sandbox.account();
    await control('POST', '/faults', { kind: 'status', status: 429, path: '/v1/customers/search' });
    expect((await refusal(findCustomers(stripe, { email: 'ann@example.com' }))).statusCode).toBe(429);
  });
});

describe('by phone', () => {
  test.each([
    '+14155550101',
    '14155550101',
    '4155550101',
    '(415) 555-0101',
    '415-555-0101',
    '415.555.0101',
    '+1 415 555 0101',
    '+1-415-555-0101',
  ])('an American customer is found who stands there with %s', async (phone) => {
    const { stripe } = sandbox.account();
    const { id } = await stripe.customers.create({ phone });
    expect(await findCustomers(stripe, { phone: '+14155550101' })).toEqual([id]);
  });

  test.each(['+442079460101', '020 7946 0101', '02079460101', '020-7946-0101', '+44 20 7946 0101'])(
    'a British customer is found who stands there with %s',
    async (phone) => {
      const { stripe } = sandbox.account();
      const { id } = await stripe.customers.create({ phone });
      expect(await findCustomers(stripe, { phone: '+442079460101' })).toEqual([id]);
    },
  );

  test('the number of another country with the same end finds nobody', async () => {
    const { stripe } = sandbox.account();
    await stripe.customers.create({ phone: '+44 415 555 0101' });
    expect(await findCustomers(stripe, { phone: '+14155550101' })).toEqual([]);
  });

  test('a number that belongs nowhere is looked for as it is', async () => {
    const { stripe } = sandbox.account();
    const { id } = await stripe.customers.create({ phone: '+9991234567' });
    expect(await findCustomers(stripe, { phone: '+9991234567' })).toEqual([id]);
  });
});

test('whoever brings neither is nobody, and Stripe is not asked', async () => {
  const { stripe, control } = sandbox.account();
  await stripe.customers.create({ email: 'ann@example.com' });
  await control('DELETE', '/journal');
  expect(await findCustomers(stripe, {})).toEqual([]);
  expect(await control('GET', '/journal')).toEqual({ data: [] });
});

test('more than twenty customers with one contact are nobody’s own', async () => {
  const { stripe } = sandbox.account();
  const email = 'office@example.com';
  await Promise.all(Array.from({ length: 25 }, () => stripe.customers.create({ email })));
  expect(await findCustomers(stripe, { email })).toEqual([]);
});
