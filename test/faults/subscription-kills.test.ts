import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { subscribe, subscriber } from '../sandbox/subscribing.ts';
import { until } from '../support/until.ts';
import { report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';
import { workerOfWrite } from './whereabouts.ts';

const actions = ['cancel', 'cancel_now'] as const;

let rig: Rig;
const waits: number[] = [];

beforeAll(async () => {
  rig = await buildRig({ demo: { policy: { subscription: { allows: actions } } } });
}, 300_000);
afterAll(async () => {
  const longest = Math.max(...waits).toFixed(1);
  report('kill -9 of the worker at two points of a cancellation', { 'longest wait (s)': longest });
  await rig.end();
}, 60_000);

const points = ['has arrived', 'has committed'] as const;

test.each(actions.flatMap((action) => points.map((point) => [action, point] as const)))(
  'kill -9 of the worker while a %s %s: one change, and the caller is told of it',
  async (action, point) => {
    const { client: stripe, control } = rig.stripe;
    const email = `${randomUUID()}@example.com`;
    const { id: customer } = await subscriber(stripe);
    await stripe.customers.update(customer, { email });
    const { id } = await subscribe(stripe, { customer });
    const record = newRecording();
    const agent = persistentAgent(rig.urls, record);
    const body = { intent: 'subscription', caller: { email }, details: { action } };
    const first = await agent.owed(await agent.start(randomUUID(), body));
    const identity = { last4: '4242', amount: '20.00' };
    const asked = await agent.owed(await agent.answer(first, { identity }));
    const confirm = await agent.owed(await agent.answer(asked, { code: await codeFor(email) }));
    expect(confirm.expects).toMatchObject({ kind: 'confirmation', about: { action } });

    const path = `/v1/subscriptions/${id}`;
    const method = action === 'cancel' ? 'POST' : 'DELETE';
    const when = point === 'has arrived' ? 'before' : 'after';
    const hold = await control<{ id: string }>('POST', '/faults', { kind: 'hold', when, method, path });
    const held = async () =>
      (await control<{ data: { holding: number }[] }>('GET', '/faults')).data.some(
        ({ holding }) => holding > 0,
      );
    const yes = agent.answer(confirm, { confirm: true }).then(agent.owed);
    await until('the change is held', held, 60);
    const worker = await workerOfWrite(rig, { customer });
    await worker.kill();
    const began = Date.now();
    await worker.start();
    await control('DELETE', `/faults/${hold.id}`);

    let last: Reply = await yes;
    while (last.status !== 'done') last = await agent.next(last);
    waits.push((Date.now() - began) / 1_000);
    expect(last).toMatchObject({ outcome: 'completed', facts: { change: { action, state: 'done' } } });
    const now = await stripe.subscriptions.retrieve(id);
    expect(action === 'cancel' ? now.cancel_at_period_end : now.status === 'canceled').toBe(true);
    expect(record.problems).toEqual([]);
  },
  300_000,
);

/** The code that was sent to somebody, as the outbox page shows it. */
async function codeFor(email: string): Promise<string> {
  let code: string | undefined;
  await until('a code was sent', async () => {
    const page = await (await fetch(`${rig.urls[0]}/outbox`)).text();
    const own = page.split('<article>').find((article) => article.includes(email));
    code = own && />\D*(\d{6})\b/.exec(own)?.[1];
    return code !== undefined;
  });
  return code ?? '';
}
