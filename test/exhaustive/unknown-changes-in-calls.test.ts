import { describe, expect, test } from '@jest/globals';
import { askedToChange, subscriber, subscriptionsOf } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const bold = { policy: { subscription: { allows: ['cancel_now'] } } };
const teller = useTeller({ tenants: { demo: {}, bold } });
const { now, update, changes } = subscriptionsOf(teller);

describe('when Stripe’s answer to a change is unknown', () => {
  test.concurrent.each([
    ['made, then 500', 'cancel', { kind: 'status', status: 500, when: 'after' }],
    ['500 before anything happens', 'cancel', { kind: 'status', status: 500, when: 'before' }],
    ['an end, and its answer lost', 'cancel_now', { kind: 'reset', when: 'after', times: 2 }],
    ['an end that was never asked for', 'cancel_now', { kind: 'status', status: 500, when: 'before' }],
  ])(
    '%s: it is found or made, once',
    async (_, action, fault) => {
      const tenant = action === 'cancel_now' ? 'bold' : 'demo';
      const method = action === 'cancel_now' ? 'DELETE' : 'POST';
      const who = await subscriber(teller, {}, { tenant });
      const confirm = await askedToChange(teller, who, action, { tenant });
      const path = `/v1/subscriptions/${who.subscription.id}`;
      await teller.control('POST', '/faults', { ...fault, method, path }, tenant);
      const reply = await teller.agent(tenant).answer(confirm, { confirm: true });
      const done = reply.status === 'with_support' ? await teller.agent(tenant).afterSupport(reply) : reply;
      expect(done).toMatchObject({ outcome: 'completed', facts: { change: { action, state: 'done' } } });
    },
    60_000,
  );

  test.concurrent('and another hand undoes it before it is found: only how it stands is told', async () => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel');
    const path = `/v1/subscriptions/${who.subscription.id}`;
    const lost = { kind: 'status', status: 500 };
    await teller.control('POST', '/faults', { ...lost, when: 'after', method: 'POST', path });
    await teller.control('POST', '/faults', { ...lost, method: 'GET', path, skip: 1, times: 3 });
    const turning = teller.agent().answer(confirm, { confirm: true });
    await until('it was sent', async () => (await changes(who)).length > 0);
    await update(who, { cancel_at_period_end: false });
    const reply = await turning;
    const done = reply.status === 'with_support' ? await teller.agent().afterSupport(reply) : reply;
    const facts = { reason: 'changed_since', change: { action: 'cancel', state: 'overtaken' } };
    expect(done).toMatchObject({ outcome: 'completed', facts });
    expect(done.say).toContain('is active. It renews on');
  }, 60_000);

  test.concurrent('and another hand changes it, nothing is sent until a person decides; who asks meanwhile is told', async () => {
    const who = await subscriber(teller);
    const agent = teller.agent();
    const path = `/v1/subscriptions/${who.subscription.id}`;
    const call = teller.call();
    const confirm = await askedToChange(teller, who, 'cancel', { call });
    const ours = { params: { cancel_at_period_end: 'true' }, method: 'POST', path };
    const fault = { kind: 'status', status: 500, when: 'before', times: 'always', ...ours };
    const { id } = await teller.control<{ id: string }>('POST', '/faults', fault);
    const turning = agent.answer(confirm, { confirm: true });
    await until('it was sent', async () => (await changes(who)).length > 0);
    await update(who, { pause_collection: { behavior: 'void' } });
    const held = await turning;
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'being_confirmed' } });

    const { callerToken } = confirm;
    const details = { action: 'resume' };
    const caller = { email: who.email };
    const intent = { intent: 'subscription', caller, callerToken, details };
    const second = await agent.answer(await agent.begin(call, intent), { confirm: true });
    expect(second).toMatchObject({ outcome: 'declined', facts: { reason: 'being_confirmed' } });

    const lane = teller.temporal().workflow.getHandle(`lane/${teller.tenant().id}/${who.customer}`);
    const task = `${held.intentId}-1`;
    await until('a person is asked', async () => (await lane.query<unknown[]>('tasks')).length > 0);
    expect(await lane.query('tasks')).toMatchObject([
      { kind: 'unknown_change', reason: 'changed_since', task },
    ]);
    await teller.control('DELETE', `/faults/${id}`);
    const before = (await changes(who)).length;
    await lane.signal('decide', { task, verdict: 'approve', version: 1, reason: 'still wanted' });
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    const sent = await changes(who);
    expect(sent).toHaveLength(before + 1);
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(await now(who)).toMatchObject({
      cancel_at_period_end: true,
      pause_collection: { behavior: 'void' },
    });
  }, 60_000);
});
