import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createRefund, listRefunds } from '../../src/stripe/refunds.ts';
import { decision, usd } from '../domain/records.ts';
import { pay, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();
const unknown = { kind: 'unknown', replayed: false };

/** A refund that meets a fault, and how many refunds there are in truth. */
async function meets(fault: object, options = {}) {
  const { stripe, control } = sandbox.account(options);
  const { id } = await pay(stripe);
  const decided = decision({ id: randomUUID(), payment: id, amount: usd(10_00) });
  await control('POST', '/faults', { path: '/v1/refunds', method: 'POST', ...fault });
  const outcome = await createRefund(stripe, decided, 1);
  const made = await listRefunds(stripe, id);
  const again = async (generation = 1) => {
    await control('DELETE', '/faults');
    return createRefund(stripe, decided, generation);
  };
  return { outcome, made, again, stripe, payment: id };
}

test.each([
  ['a reset before anything', { kind: 'reset', times: 'always' }, 0],
  ['a reset after the commit', { kind: 'reset', when: 'after', times: 'always' }, 1],
  ['a 500 before anything', { kind: 'status', status: 500 }, 0],
  ['a 503 before anything', { kind: 'status', status: 503 }, 0],
  ['a 500 after the commit', { kind: 'status', status: 500, when: 'after' }, 1],
  ['a 500 during execution', { kind: 'status', status: 500, when: 'during' }, 0],
  ['a 429', { kind: 'status', status: 429, code: 'lock_timeout' }, 0],
  ['a 409 for a key in use', { kind: 'status', status: 409 }, 0],
  ['garbage', { kind: 'garbage', when: 'after' }, 1],
  ['a page of HTML', { kind: 'html', when: 'after' }, 1],
  ['an empty 200', { kind: 'empty', when: 'after' }, 1],
  ['a 200 of another shape', { kind: 'body', body: '{}', contentType: 'application/json', when: 'after' }, 1],
  ['a 200 of null', { kind: 'body', body: 'null', contentType: 'application/json', when: 'after' }, 1],
  ['a 200 of a list', { kind: 'body', body: '[]', contentType: 'application/json', when: 'after' }, 1],
  ['a 502 in nobody’s words', { kind: 'body', status: 502, body: 'Bad Gateway' }, 0],
  ['a 403 in nobody’s words', { kind: 'body', status: 403, body: '<html>', when: 'after' }, 1],
  ['a 404 in nobody’s words', { kind: 'body', status: 404, body: '{}', when: 'after' }, 1],
])('after %s nobody knows what happened', async (_what, fault, refunds) => {
  const { outcome, made } = await meets(fault);
  expect(outcome).toEqual(unknown);
  expect(made).toHaveLength(refunds);
});

test.each([
  ['a reset before anything', { kind: 'reset', times: 'always' }],
  ['a reset after the commit', { kind: 'reset', when: 'after', times: 'always' }],
  ['a 500 before anything', { kind: 'status', status: 500 }],
  ['a 429', { kind: 'status', status: 429 }],
  ['an empty 200', { kind: 'empty', when: 'after' }],
])('after %s the same key finds out, and there is one refund', async (_what, fault) => {
  const { again, stripe, payment } = await meets(fault);
  const outcome = await again();
  const refunds = await listRefunds(stripe, payment);
  expect(outcome).toEqual({ kind: 'done', made: refunds[0] });
  expect(refunds).toHaveLength(1);
});

test('what hangs is given up by the client’s own time-out, and may have been made', async () => {
  const started = Date.now();
  const { outcome, made } = await meets({ kind: 'hang', when: 'after' }, { timeout: 150 });
  expect(outcome).toEqual(unknown);
  expect(Date.now() - started).toBeLessThan(5_000);
  expect(made).toHaveLength(1);
});

test.each([
  ['that moved nothing', 'during', 0],
  ['that moved the money', 'after', 1],
])(
  'a failure that Stripe keeps, %s, is known as such only once it is replayed',
  async (_what, when, count) => {
    const { outcome, made, again } = await meets({ kind: 'status', status: 500, when });
    expect(outcome).toEqual(unknown);
    expect(await again()).toEqual({ kind: 'unknown', replayed: true });
    expect(made).toHaveLength(count);
  },
);

test('a second key is another request to Stripe', async () => {
  const { again } = await meets({ kind: 'status', status: 500, when: 'during' });
  expect(await again(2)).toMatchObject({ kind: 'done' });
});

test('a key that was used with other parameters is no answer about these', async () => {
  const { stripe } = sandbox.account();
  const { id } = await pay(stripe);
  const decided = decision({ id: randomUUID(), payment: id, amount: usd(10_00) });
  await createRefund(stripe, decided, 1);
  expect(await createRefund(stripe, { ...decided, amount: usd(11_00) }, 1)).toEqual(unknown);
});

test('a refusal that Stripe replays is still an answer', async () => {
  const { stripe } = sandbox.account();
  const { id } = await pay(stripe);
  const decided = decision({ id: randomUUID(), payment: id, amount: usd(500_00) });
  const refused = { kind: 'refused', code: 'more_than_left' };
  expect(await createRefund(stripe, decided, 1)).toEqual(refused);
  expect(await createRefund(stripe, decided, 1)).toEqual(refused);
});
