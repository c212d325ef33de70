import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { takeTurn } from '../../src/api/take-turn.ts';
import type { Tenant } from '../../src/contracts/tenants.ts';

const tenant = {
  id: 'demo',
  languages: ['en-US'],
  policy: { budgetMilliseconds: 10_000 },
} as unknown as Tenant;
const memo = { intentId: 'one', intent: 'refund', reference: 'R7K-2MX', language: 'es' };
const never = () => new Promise<never>(() => undefined);
const silent = () =>
  Promise.reject(
    Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4, details: 'Deadline exceeded', metadata: {} }),
  );

/** An intent that has heard a turn and ended since. No worker answers; `result` is what the server says of it. */
function ended(worker: () => Promise<never>, result: () => Promise<unknown>): Client {
  const handle = {
    startUpdate: async () => ({ result: silent }),
    describe: async () => ({ status: { name: 'COMPLETED' }, memo }),
    ...{ executeUpdate: worker, query: worker, result },
  };
  const withDeadline = (at: number, act: () => Promise<unknown>) => {
    const left = at - Date.now();
    if (left <= 0) return silent();
    return Promise.race([act(), new Promise((end) => setTimeout(end, left).unref()).then(silent)]);
  };
  return { workflow: { getHandle: () => handle }, withDeadline } as unknown as Client;
}

const sayYes = (temporal: Client) =>
  takeTurn(
    temporal,
    tenant,
    'one',
    { turn: 2, answer: { confirm: true } },
    { request: 'r', key: 'k', body: 'b' },
  );

test('who was heard by an intent that has ended meanwhile gets its last reply, also while no worker lives', async () => {
  const last = { ...memo, turn: 3, status: 'done', outcome: 'completed' };
  expect(await sayYes(ended(never, async () => last))).toMatchObject({ status: 200, body: last });
});

test('and where not even the server tells it in time, that it is being worked on, in the language of the intent', async () => {
  expect(await sayYes(ended(silent, silent))).toMatchObject({
    status: 200,
    body: { turn: 2, status: 'working', language: 'es' },
  });
});
