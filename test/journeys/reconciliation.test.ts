import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { workflowIds } from '../../src/domain/ids.ts';
import type { Reconciled } from '../../src/domain/reconciliation.ts';
import { keepSchedules } from '../../src/platform/schedules.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { payer, refundsOf } from '../support/people.ts';
import { startRefund } from '../support/refunds.ts';
import { askedToChange, subscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

// One Stripe account each, since a run looks at all of it.
const teller = useTeller({
  tenants: { demo: {}, unclaimed: {}, unfollowed: {}, disputed: {}, making: {}, gone: {} },
});

async function reconcile(name: string): Promise<Reconciled> {
  return teller.temporal().workflow.execute('reconciliation', {
    workflowId: workflowIds.reconciliation(teller.tenant(name).id, randomUUID()),
    taskQueue: teller.taskQueue,
  });
}

const workflow = (id: string) => teller.temporal().workflow.getHandle(id);

async function isRunning(id: string): Promise<boolean> {
  return workflow(id)
    .describe()
    .then(
      ({ status }) => status.name === 'RUNNING',
      () => false,
    );
}

describe('a reconciliation', () => {
  test('finds nothing where intents and Stripe agree', async () => {
    const { agent, first } = await startRefund(teller, { proven: true });
    const done = await agent.answer(first, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    let found: Reconciled | undefined;
    // Visibility lags by a moment.
    await until('the intent is seen', async () => {
      found = await reconcile('demo');
      return found.intents === 1;
    });
    expect(found).toMatchObject({ refunds: 1, followed: 0, differences: [] });
  });

  test('has a refund followed that nobody follows, once', async () => {
    const { agent, first, person } = await startRefund(teller, { proven: true, tenant: 'unfollowed' });
    await agent.answer(first, { confirm: true });
    const [refund] = await refundsOf(teller, person, 'unfollowed');
    const watch = workflowIds.watch(teller.tenant('unfollowed').id, refund?.id ?? '');
    await workflow(watch).terminate('by a test');
    expect(await reconcile('unfollowed')).toMatchObject({ followed: 1 });
    expect(await isRunning(watch)).toBe(true);
    expect(await reconcile('unfollowed')).toMatchObject({ followed: 0 });

    // So old that Temporal may have forgotten that it was followed, and how that ended.
    const created = Math.floor(Date.now() / 1_000) - 29 * 86_400 - 60;
    await teller.control('POST', `/objects/${refund?.id}`, { created }, 'unfollowed');
    await workflow(watch).terminate('by a test');
    expect(await reconcile('unfollowed')).toMatchObject({ followed: 0 });
  });

  test('opens the case of a dispute whose webhook was lost, once, and knows what was refunded there', async () => {
    const { payment } = await payer(teller, {}, 'disputed');
    const opening = { payment_intent: payment.id, status: 'warning_needs_response' };
    const { id: dispute } = await teller.control<{ id: string }>('POST', '/disputes', opening, 'disputed');
    expect(await reconcile('disputed')).toMatchObject({ disputes: 1 });
    expect(await reconcile('disputed')).toMatchObject({ disputes: 0 });
    const of = workflow(workflowIds.dispute(teller.tenant('disputed').id, dispute));
    const open = async () => (await of.query(tasks))[0];
    await until('a person is asked', async () => (await open()) !== undefined);
    const { version } = (await open()) ?? { version: 0 };
    await of.signal(decide, { task: dispute, verdict: 'refund', version, reason: 'Goodwill' });
    await of.result();
    await until('what the case tells is compared too', async () => {
      const found = await reconcile('disputed');
      expect(found).toMatchObject({ refunds: 1, disputes: 0, differences: [] });
      return found.intents === 1;
    });
  });

  test('compares the codes and the changes of subscriptions that intents made as well, both ways', async () => {
    const tenant = 'making';
    const agent = teller.agent(tenant);
    const stripe = teller.stripe(tenant);
    const who = await subscriber(teller, {}, { tenant });
    const yes = await askedToChange(teller, who, 'cancel', { tenant });
    const changed = await agent.answer(yes, { confirm: true });
    const given = await agent.begin(teller.call(), {
      ...{ intent: 'discount', caller: { email: who.email } },
      details: { ...who.identity, promise: 'ten percent' },
    });
    expect([changed, given]).toMatchObject([{ outcome: 'completed' }, { outcome: 'completed' }]);
    await until('both are compared', async () => {
      const found = await reconcile(tenant);
      expect(found).toMatchObject({ codes: 1, changes: 1, differences: [] });
      return found.intents === 2;
    });

    // The code that was told is another one, and somebody else's hand has left a mark of ours.
    const [code] = (await stripe.promotionCodes.list({ customer: who.customer })).data;
    await teller.control('POST', `/objects/${code?.id}`, { code: 'ANOTHER' }, tenant);
    const other = await subscriber(teller, {}, { tenant });
    await stripe.subscriptions.update(other.subscription.id, {
      metadata: { tellerline_decision: `${given.intentId}-1`, tellerline_reference: given.reference },
    });
    const { differences } = await reconcile(tenant);
    const { reference } = given;
    expect(differences).toEqual(
      expect.arrayContaining([
        { kind: 'code_unclaimed', object: code?.id, reference },
        { kind: 'code_missing', object: given.intentId, reference },
        { kind: 'change_unclaimed', object: other.subscription.id, reference },
      ]),
    );
    expect(differences).toHaveLength(3);
  });

  test('has a person look at a refund of ours that no intent tells of, once, and heals nothing by itself', async () => {
    const { agent, first, person } = await startRefund(teller, { proven: true, tenant: 'unclaimed' });
    await agent.cancel(first.intentId);
    const made = await teller.stripe('unclaimed').refunds.create({
      payment_intent: person.payment.id,
      amount: 500,
      metadata: { tellerline_decision: `${first.intentId}-1`, tellerline_reference: first.reference },
    });
    const difference = {
      kind: 'refund_unclaimed',
      object: made.id,
      reference: first.reference,
      payment: person.payment.id,
      amount: { value: 500, currency: 'usd' },
    };
    expect(await reconcile('unclaimed')).toMatchObject({ differences: [difference] });
    const { id } = teller.tenant('unclaimed');
    const asked = workflow(workflowIds.difference(id, `refund_unclaimed-${made.id}-${first.reference}`));
    expect(await asked.query(tasks)).toMatchObject([{ kind: 'difference', reference: first.reference }]);
    await asked.signal(decide, { task: made.id, verdict: 'approve', version: 1, reason: 'Booked by hand' });
    await asked.result();
    // It is still so, and known: nobody is asked again.
    expect(await reconcile('unclaimed')).toMatchObject({ differences: [difference] });
    expect((await asked.describe()).status.name).toBe('COMPLETED');
  });
});

describe('Schedules', () => {
  const scheduleOf = (name: string) => `reconciliation-${teller.tenant(name).id}`;

  test('are there for each tenant, once, and not for one who is gone', async () => {
    const temporal = teller.temporal();
    const keepAt = (taskQueue: string, ...names: string[]) =>
      keepSchedules(temporal, { tenants: names.map((name) => teller.tenant(name).id), taskQueue });
    const keep = (...names: string[]) => keepAt(teller.taskQueue, ...names);
    const elsewhere = `${teller.taskQueue}-before`;
    await Promise.all([keepAt(elsewhere, 'demo', 'gone'), keepAt(elsewhere, 'demo', 'gone')]);
    await temporal.schedule.getHandle(scheduleOf('demo')).pause('by a test');
    // What is there already does its work where workers are now, and stays paused.
    await keep('demo', 'gone');
    const { action, state } = await temporal.schedule.getHandle(scheduleOf('demo')).describe();
    expect(action).toMatchObject({ workflowType: 'reconciliation', taskQueue: teller.taskQueue });
    expect(state).toMatchObject({ paused: true, note: 'by a test' });
    await until('the Schedule is listed', async () => {
      for await (const { scheduleId } of temporal.schedule.list())
        if (scheduleId === scheduleOf('gone')) return true;
      return false;
    });
    await keep('demo');
    await expect(temporal.schedule.getHandle(scheduleOf('gone')).describe()).rejects.toThrow();

    const schedule = temporal.schedule.getHandle(scheduleOf('demo'));
    await schedule.trigger();
    await until('a run that it started has ended', async () => {
      const { info } = await schedule.describe();
      const [run] = info.recentActions;
      if (run?.action.type !== 'startWorkflow') return false;
      const { status } = await workflow(run.action.workflow.workflowId).describe();
      return status.name === 'COMPLETED';
    });
    await schedule.delete();
  });
});
