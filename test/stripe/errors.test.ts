import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { readFailure } from '../../src/stripe/errors.ts';
import { connect, freshKey, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

/** What a read that meets a fault is to the engine. */
async function failureOf(fault: object, options = {}) {
  const { stripe, control } = sandbox.account(options);
  await control('POST', '/faults', { times: 'always', ...fault });
  const error: unknown = await stripe.customers.list({ email: 'ann@example.com' }).then(
    ({ data }) => data.length,
    (thrown: unknown) => thrown,
  );
  return readFailure(error);
}

test.each([
  ['a reset', { kind: 'reset' }],
  ['a 409', { kind: 'status', status: 409 }],
  ['a 429', { kind: 'status', status: 429 }],
  ['a 500', { kind: 'status', status: 500 }],
  ['a 503', { kind: 'status', status: 503 }],
  ['garbage', { kind: 'garbage' }],
  ['a page of HTML', { kind: 'html' }],
  ['an empty 200', { kind: 'empty' }],
])('%s may pass: the read is tried again', async (_what, fault) => {
  expect(await failureOf(fault)).toMatchObject({ nonRetryable: false, type: 'stripe-unavailable' });
});

test('a read that hangs ends by the client’s time-out and is tried again', async () => {
  const failure = await failureOf({ kind: 'hang' }, { timeout: 100 });
  expect(failure).toMatchObject({ nonRetryable: false, type: 'stripe-unavailable' });
});

test.each([400, 401, 402, 403, 404])('a %i stays: the read is not tried again', async (status) => {
  expect(await failureOf({ kind: 'status', status })).toMatchObject({
    nonRetryable: true,
    type: 'stripe-refused-read',
  });
});

test('nobody who listens may pass', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  const error: unknown = await connect(port, freshKey())
    .customers.list()
    .catch((thrown: unknown) => thrown);
  expect(readFailure(error)).toMatchObject({ nonRetryable: false, type: 'stripe-unavailable' });
});

test('what went wrong with us is not told as Stripe’s fault, and is tried again, without its words', () => {
  const fault = { nonRetryable: false, type: 'read-fault' };
  expect(readFailure(new TypeError('ann@example.com is undefined'))).toMatchObject({
    ...fault,
    message: 'Reading failed here: TypeError.',
  });
  expect(readFailure(undefined)).toMatchObject({ ...fault, message: 'Reading failed here: undefined.' });
});

test('the engine is told nothing that a caller or Stripe has said', async () => {
  const message = 'No such customer: ann@example.com, card 4242';
  for (const status of [400, 401, 404, 409, 429, 500]) {
    const failure = await failureOf({ kind: 'status', status, message });
    expect(['Stripe did not answer the read.', 'Stripe refused the read.']).toContain(failure.message);
    expect(failure.cause).toBeUndefined();
    expect(failure.details ?? []).toEqual([]);
    expect(JSON.stringify(failure)).not.toMatch(/ann@|4242/);
  }
});
