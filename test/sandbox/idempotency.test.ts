import { expect, test } from '@jest/globals';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

test('the same key gives the same answer and does nothing again', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  const params = { payment_intent: payment.id, amount: 300 };
  const first = await stripe.refunds.create(params, { idempotencyKey: 'k' });
  const second = await stripe.refunds.create(params, { idempotencyKey: 'k' });
  expect(second.id).toBe(first.id);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  expect((await stripe.refunds.list({ payment_intent: payment.id })).data).toHaveLength(1);
});

test('the same key with other parameters is refused', async () => {
  const { stripe } = sandbox.account();
  await stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'k' });
  const error = await refusal(stripe.customers.create({ name: 'Bob' }, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
    rawType: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      "Try using a key other than 'k' if you meant to execute a different request.",
  });
});

test('the same key on another endpoint is refused', async () => {
  const { stripe } = sandbox.account();
  const customer = await stripe.customers.create({}, { idempotencyKey: 'k' });
  const error = await refusal(stripe.customers.update(customer.id, {}, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  expect(error.message).toContain(`('/v1/customers' vs '/v1/customers/${customer.id}')`);
});

test('a refusal by the state of things is kept, a wrong parameter is not', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const tooMuch = { payment_intent: payment.id, amount: 20_000 };
  await refusal(stripe.refunds.create(tooMuch, { idempotencyKey: 'state' }));
  const again = await refusal(stripe.refunds.create(tooMuch, { idempotencyKey: 'state' }));
  expect(again.headers?.['idempotent-replayed']).toBe('true');

  await refusal(
    stripe.refunds.create({ payment_intent: payment.id, amount: 0 }, { idempotencyKey: 'wrong' }),
  );
  const right = await stripe.refunds.create(
    { payment_intent: payment.id, amount: 1 },
    { idempotencyKey: 'wrong' },
  );
  expect(right.status).toBe('succeeded');
  const { data } = await control<{ data: { replayed: boolean }[] }>('GET', '/journal?path=/v1/refunds');
  expect(data.map(({ replayed }) => replayed)).toEqual([false, true, false, false]);
});

test('a declined card stays declined under its key', async () => {
  const { stripe } = sandbox.account();
  const params = {
    amount: 100,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
  };
  const first = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: 'k' }));
  const second = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: 'k' }));
  expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test('while a request runs its key is in use', async () => {
  const { stripe, control } = sandbox.account();
  await control('POST', '/faults', { kind: 'delay', ms: 150, path: '/v1/customers' });
  const running = stripe.customers.create({}, { idempotencyKey: 'k' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const error = await refusal(stripe.customers.create({}, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({
    type: 'StripeAPIError',
    statusCode: 409,
    code: 'idempotency_key_in_use',
    rawType: 'idempotency_error',
  });
  const customer = await running;
  const replayed = await stripe.customers.create({}, { idempotencyKey: 'k' });
  expect(replayed.id).toBe(customer.id);
});

test('a key is forgotten after 24 hours', async () => {
  const { stripe, control } = sandbox.account();
  const first = await stripe.customers.create({}, { idempotencyKey: 'k' });
  await control('POST', '/clock', { advance: 24 * 60 * 60 - 5 });
  expect((await stripe.customers.create({}, { idempotencyKey: 'k' })).id).toBe(first.id);
  await control('POST', '/clock', { advance: 10 });
  expect((await stripe.customers.create({}, { idempotencyKey: 'k' })).id).not.toBe(first.id);
});

test('keys of one account are nothing to another', async () => {
  const one = await sandbox.account().stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'k' });
  const other = await sandbox.account().stripe.customers.create({ name: 'Bob' }, { idempotencyKey: 'k' });
  expect(other.id).not.toBe(one.id);
});
