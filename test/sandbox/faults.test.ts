import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

interface Journal {
  data: {
    method: string;
    path: string;
    params: Record<string, string>;
    status: number | null;
    fault: string | null;
  }[];
}

test('a failure before anything began leaves the key free and moves no money', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  await control('POST', '/faults', { kind: 'status', status: 500, method: 'POST', path: '/v1/refunds' });
  const params = { payment_intent: payment.id, amount: 100 };
  const error = await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({ type: 'StripeAPIError', statusCode: 500, rawType: 'api_error' });
  expect((await stripe.refunds.list()).data).toHaveLength(0);
  const refund = await stripe.refunds.create(params, { idempotencyKey: 'k' });
  expect(refund.lastResponse.headers['idempotent-replayed']).toBeUndefined();
});

test('a failure after the commit moved the money, and the key keeps answering 500', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  await control('POST', '/faults', { kind: 'status', status: 500, when: 'after', path: '/v1/refunds' });
  const params = { payment_intent: payment.id, amount: 100 };
  await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  const again = await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  expect(again).toMatchObject({ statusCode: 500, headers: { 'idempotent-replayed': 'true' } });
  expect((await stripe.refunds.list()).data).toHaveLength(1);
});

test('a failure during execution moved nothing, and the key keeps answering 500', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  await control('POST', '/faults', { kind: 'status', status: 503, when: 'during', path: '/v1/refunds' });
  const params = { payment_intent: payment.id, amount: 100 };
  await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  const again = await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  expect(again).toMatchObject({ statusCode: 503, headers: { 'idempotent-replayed': 'true' } });
  expect((await stripe.refunds.list()).data).toHaveLength(0);
  const charge = await stripe.charges.retrieve(String(payment.latest_charge));
  expect(charge.amount_refunded).toBe(0);
  const fresh = await stripe.refunds.create(params, { idempotencyKey: 'k2' });
  expect(fresh.status).toBe('succeeded');
});

test.each([
  ['before', 0],
  ['after', 1],
])('a connection reset %s the commit leaves %i refunds', async (when, count) => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const fault = { kind: 'reset', when, method: 'POST', path: '/v1/refunds', times: 'always' };
  await control('POST', '/faults', fault);
  const params = { payment_intent: payment.id, amount: 100 };
  const error = await refusal(stripe.refunds.create(params, { idempotencyKey: 'k' }));
  expect(error.type).toBe('StripeConnectionError');
  expect((await stripe.refunds.list()).data).toHaveLength(count);
  await control('DELETE', '/faults');
  const refund = await stripe.refunds.create(params, { idempotencyKey: 'k' });
  expect(refund.status).toBe('succeeded');
  expect((await stripe.refunds.list()).data).toHaveLength(1);
});

test('a request that hangs ends by the client’s own time-out', async () => {
  const { stripe, control } = sandbox.account({ timeout: 100 });
  await control('POST', '/faults', { kind: 'hang', when: 'after', path: '/v1/customers' });
  const error = await refusal(stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'k' }));
  expect(error.type).toBe('StripeConnectionError');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('an answer that drips has begun, and never ends', async () => {
  const { key, control } = sandbox.account();
  await control('POST', '/faults', { kind: 'drip', when: 'after', path: '/v1/customers' });
  const gone = new AbortController();
  const response = await fetch(`http://127.0.0.1:${sandbox.port}/v1/customers`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    signal: gone.signal,
  });
  expect(response.status).toBe(200);
  const reader = response.body?.getReader();
  let text = '';
  while (text.length < 5) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(text.trim()).toBe('{');
  gone.abort();
  const { data } = await control<Journal>('GET', '/journal');
  expect(data).toMatchObject([{ status: null, fault: expect.stringMatching(/^flt_/) }]);
});

test('what is delayed happens even when the client has given up', async () => {
  const { stripe, control } = sandbox.account({ timeout: 50 });
  await control('POST', '/faults', { kind: 'delay', ms: 150, method: 'POST', path: '/v1/customers' });
  await refusal(stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'k' }));
  expect((await stripe.customers.list()).data).toHaveLength(0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test.each([
  ['before', 0],
  ['after', 1],
])('a request can be held %s the commit, which is seen, until it is let go', async (when, count) => {
  const { stripe, control } = sandbox.account();
  const fault = await control<{ id: string }>('POST', '/faults', {
    kind: 'hold',
    when,
    path: '/v1/customers',
  });
  const held = stripe.customers.create({ name: 'Ann' });
  const holding = async () =>
    (await control<{ data: { holding: number }[] }>('GET', '/faults')).data.map((one) => one.holding);
  await until('it is held', async () => (await holding())[0] === 1);
  expect((await stripe.customers.list()).data).toHaveLength(count);
  await control('DELETE', `/faults/${fault.id}`);
  expect(await held).toMatchObject({ name: 'Ann' });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test.each(['garbage', 'html', 'empty'])('an answer can be %s', async (kind) => {
  const { stripe, control } = sandbox.account();
  await control('POST', '/faults', { kind, when: 'after', path: '/v1/customers' });
  const error = await refusal(stripe.customers.create());
  expect(error.type).toBe('StripeAPIError');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test.each([
  [401, 'StripeAuthenticationError', undefined],
  [429, 'StripeRateLimitError', 'lock_timeout'],
  [409, 'StripeAPIError', undefined],
])('status %i arrives as %s', async (status, type, code) => {
  const { stripe, control } = sandbox.account();
  await control('POST', '/faults', { kind: 'status', status });
  const error = await refusal(stripe.customers.list());
  expect(error).toMatchObject({ statusCode: status, type });
  expect(error.code).toBe(code);
});

test('a fault strikes only what it is for, as often as it is told, after what it lets through', async () => {
  const { stripe, control } = sandbox.account();
  const [struck, spared] = [await pay(stripe), await pay(stripe)];
  const fault = await control<{ id: string }>('POST', '/faults', {
    kind: 'status',
    status: 500,
    method: 'POST',
    path: '/v1/refunds',
    params: { payment_intent: struck.id, 'metadata[step]': '1' },
    skip: 1,
    times: 2,
  });
  const refund = (id: string, step: string) =>
    stripe.refunds.create({ payment_intent: id, amount: 1, metadata: { step } }).then(
      () => 200,
      (error: { statusCode: number }) => error.statusCode,
    );
  expect(await refund(spared.id, '1')).toBe(200);
  expect(await refund(struck.id, '2')).toBe(200);
  const results = [];
  for (let n = 0; n < 4; n += 1) results.push(await refund(struck.id, '1'));
  expect(results).toEqual([200, 500, 500, 200]);
  const { data } = await control<Journal>('GET', '/journal?method=POST&path=/v1/refunds');
  expect(data.filter((entry) => entry.fault === fault.id).map(({ status }) => status)).toEqual([500, 500]);
});

test('a path may be a regular expression', async () => {
  const { stripe, control } = sandbox.account();
  await control('POST', '/faults', { kind: 'status', path: '/v1/customers/cus_\\w+', times: 'always' });
  const { id } = await stripe.customers.create();
  expect((await refusal(stripe.customers.retrieve(id))).statusCode).toBe(500);
});

test('a fault that makes no sense is refused', async () => {
  const { control } = sandbox.account();
  await expect(control('POST', '/faults', { kind: 'explode' })).rejects.toThrow('kind must be one of');
  await expect(control('POST', '/faults', { kind: 'reset', time: 2 })).rejects.toThrow('unknown field time');
  await expect(control('POST', '/faults', { kind: 'reset', when: 'during' })).rejects.toThrow('during');
});

test('faults and journal of one account are nothing to another', async () => {
  const one = sandbox.account();
  const other = sandbox.account();
  await one.control('POST', '/faults', { kind: 'status', times: 'always' });
  await other.stripe.customers.list();
  expect((await other.control<Journal>('GET', '/journal')).data).toHaveLength(1);
  expect((await one.control<Journal>('GET', '/journal')).data).toHaveLength(0);
});

test('the journal tells what was asked and what came of it', async () => {
  const { stripe, control } = sandbox.account();
  await stripe.customers.create({ metadata: { a: 'b' } }, { idempotencyKey: 'k' });
  const { data } = await control<Journal>('GET', '/journal');
  expect(data).toEqual([
    {
      id: expect.stringMatching(/^req_/),
      method: 'POST',
      path: '/v1/customers',
      params: { 'metadata[a]': 'b' },
      idempotencyKey: 'k',
      created: expect.any(Number),
      status: 200,
      replayed: false,
      fault: null,
    },
  ]);
  await control('DELETE', '/journal');
  expect((await control<Journal>('GET', '/journal')).data).toEqual([]);
});
