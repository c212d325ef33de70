import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { periodEndOf } from '../sandbox/subscribing.ts';
import { dayOf, personDecides } from '../support/refunds.ts';
import {
  askedToChange,
  type Subscriber,
  subscriber,
  subscriptionsOf,
  verifiedSubscriber,
} from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller({
  tenants: {
    demo: {},
    strict: { policy: { subscription: { allows: ['keep'], asks: [] } } },
    bold: {
      policy: { subscription: { allows: ['cancel_now'], pause: { behavior: 'keep_as_draft', days: 7 } } },
    },
  },
});

const onDay = (moment: number) => dayOf({ created: moment });
const inDays = (days: number) => Math.floor(Date.now() / 1_000) + days * 86_400;

const { now, update, changes } = subscriptionsOf(teller);

async function agreed(who: Subscriber, action: string, tenant?: string): Promise<Reply> {
  const confirm = await askedToChange(teller, who, action, tenant ? { tenant } : {});
  expect(confirm.expects).toMatchObject({ kind: 'confirmation', about: { action } });
  return teller.agent(tenant).answer(confirm, { confirm: true });
}

describe('a change that is agreed to', () => {
  test.concurrent('is made once, marked as ours, told, and confirmed by a message', async () => {
    const who = await subscriber(teller);
    const ends = onDay(periodEndOf(who.subscription));
    const code = await verifiedSubscriber(teller, who, { details: { action: 'cancel' } });
    expect(code).toMatchObject({ turn: 2, expects: { kind: 'one_time_code' } });
    expect((await now(who)).cancel_at_period_end).toBe(false);

    const done = await agreed(who, 'cancel');
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        subscriptions: [{ subscription: who.subscription.id, endsOn: ends }],
        change: { action: 'cancel', state: 'done', on: ends },
      },
    });
    expect(await now(who)).toMatchObject({
      cancel_at_period_end: true,
      cancellation_details: { comment: 'Asked for in a call' },
      metadata: {
        tellerline_decision: `${done.intentId}-1`,
        tellerline_reference: done.reference,
        tellerline_call: expect.any(String),
      },
    });
    expect(await changes(who)).toMatchObject([
      { idempotencyKey: `tellerline-subscription-${done.intentId}-1-1` },
    ]);
    await until('a message says so', async () =>
      (await teller.outbox(who.email)).some(
        ({ subject, text }) => subject === 'Your subscription' && text.includes(done.reference),
      ),
    );
  });

  test.concurrent('is told of when the caller asks for it again by its reference', async () => {
    const who = await subscriber(teller);
    const done = await agreed(who, 'cancel');
    const details = { reference: done.reference };
    const agent = teller.agent();
    const body = { intent: 'follow_up', caller: { email: who.email }, details };
    const asked = await agent.begin(teller.call(), body);
    const told = await agent.answer(asked, { identity: who.identity });
    expect(told).toMatchObject({
      outcome: 'completed',
      facts: { requests: [{ intent: 'subscription', reference: done.reference, outcome: 'completed' }] },
    });
    expect(told.say).toContain('to cancel your subscription was completed');
  });

  test.concurrent('takes a cancellation back, that of a period’s end and that of a date', async () => {
    const period = await subscriber(teller);
    await update(period, { cancel_at_period_end: true });
    const kept = await agreed(period, 'keep');
    const on = onDay(periodEndOf(period.subscription));
    expect(kept.facts).toMatchObject({ change: { action: 'keep', state: 'done', on } });
    expect(await now(period)).toMatchObject({ cancel_at: null, cancel_at_period_end: false });

    const date = await subscriber(teller);
    await update(date, { cancel_at: inDays(10) });
    expect(await agreed(date, 'keep')).toMatchObject({ outcome: 'completed' });
    expect((await now(date)).cancel_at).toBeNull();
  });

  test.concurrent('pauses collection until a day by the policy, and resumes it', async () => {
    const who = await subscriber(teller);
    const paused = await agreed(who, 'pause');
    expect(paused.facts).toMatchObject({ change: { action: 'pause', state: 'done', on: onDay(inDays(30)) } });
    expect(await now(who)).toMatchObject({
      status: 'active',
      pause_collection: { behavior: 'void', resumes_at: expect.any(Number) },
    });
    expect(await agreed(who, 'resume')).toMatchObject({ outcome: 'completed' });
    expect((await now(who)).pause_collection).toBeNull();

    const other = await subscriber(teller, {}, { tenant: 'bold' });
    await update(other, { pause_collection: { behavior: 'void' } }, 'bold');
    const already = await verifiedSubscriber(teller, other, { tenant: 'bold', details: { action: 'pause' } });
    expect(already.facts).toMatchObject({ change: { action: 'pause', state: 'already' } });
  });

  test.concurrent('ends it at once where the policy allows that, saying what it means', async () => {
    const who = await subscriber(teller, {}, { tenant: 'bold' });
    const confirm = await askedToChange(teller, who, 'cancel_now', { tenant: 'bold' });
    expect(confirm.say).toContain('today, and nothing is given back of what was paid');
    const done = await teller.agent('bold').answer(confirm, { confirm: true });
    expect(done.facts).toMatchObject({
      subscriptions: [{ state: 'ended' }],
      change: { action: 'cancel_now', state: 'done', on: onDay(inDays(0)) },
    });
    expect((await now(who, 'bold')).status).toBe('canceled');
    expect(await changes(who, 'bold')).toHaveLength(1);
  });

  test.concurrent.each([
    ['approves: it ends', 'approve', 'canceled'],
    ['refuses: it goes on', 'refuse', 'active'],
  ] as const)('goes to a person where the policy asks one, who %s', async (_, verdict, status) => {
    const who = await subscriber(teller);
    const held = await agreed(who, 'cancel_now');
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'policy' } });
    await personDecides(teller, held, verdict);
    const done = await teller.agent().afterSupport(held);
    expect(done.facts).toMatchObject(
      verdict === 'approve'
        ? { change: { action: 'cancel_now', state: 'done' } }
        : { reason: 'refused_by_support' },
    );
    expect((await now(who)).status).toBe(status);
  });
});

describe('nothing is changed', () => {
  test.concurrent('by a caller who says no', async () => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel');
    const done = await teller.agent().answer(confirm, { confirm: false });
    expect(done).toMatchObject({ outcome: 'abandoned', say: 'All right. I have changed nothing.' });
    expect(await changes(who)).toEqual([]);
  });

  test.concurrent('for a caller who cannot say a code, however often they try', async () => {
    const who = await subscriber(teller);
    const agent = teller.agent();
    let reply = await verifiedSubscriber(teller, who, { details: { action: 'cancel' } });
    while (reply.expects?.kind === 'one_time_code') reply = await agent.answer(reply, { code: '000000' });
    expect(reply).toMatchObject({ status: 'done', outcome: 'declined' });
    expect(await changes(who)).toEqual([]);
  });

  test.concurrent.each([
    ['canceled already', 'cancel', { cancel_at_period_end: true }],
    ['going on anyway', 'keep', {}],
    ['paused already', 'pause', { pause_collection: { behavior: 'void' } }],
    ['collected anyway', 'resume', {}],
  ] as const)('where it is so already: %s', async (_, action, params) => {
    const who = await subscriber(teller);
    if (Object.keys(params).length > 0) await update(who, params);
    const done = await verifiedSubscriber(teller, who, { details: { action } });
    expect(done).toMatchObject({ outcome: 'completed', facts: { change: { action, state: 'already' } } });
    expect(done.say).toMatch(/^It is like that already\. /);
    expect(await changes(who)).toEqual([]);
  });

  const refusedFor = async (who: Subscriber, action: string, tenant?: string) => {
    const wanted = { details: { action }, ...(tenant && { tenant }) };
    const done = await verifiedSubscriber(teller, who, wanted);
    expect(done.outcome).toBe('declined');
    expect(await changes(who, tenant)).toEqual([]);
    return { reason: (done.facts as { reason?: string }).reason, handoff: done.handoff?.reason };
  };

  test.concurrent('while it is past due: a colleague is brought in', async () => {
    const who = await subscriber(teller);
    await teller.control('POST', `/subscriptions/${who.subscription.id}`, { renewal: 'failed' });
    expect(await refusedFor(who, 'cancel')).toEqual({ reason: 'past_due', handoff: 'past_due' });
  });

  test.concurrent('of one that stands still, is planned by a schedule, ends, or has ended', async () => {
    const paused = await subscriber(teller);
    await teller.stripe().subscriptions.pause(paused.subscription.id, { type: 'subscription' });
    expect(await refusedFor(paused, 'cancel')).toEqual({ reason: 'on_hold', handoff: 'on_hold' });

    const scheduled = await subscriber(teller);
    await teller.control('POST', `/objects/${scheduled.subscription.id}`, { schedule: 'sub_sched_1' });
    expect(await refusedFor(scheduled, 'cancel')).toMatchObject({ reason: 'scheduled' });

    const ending = await subscriber(teller);
    await update(ending, { cancel_at_period_end: true });
    expect(await refusedFor(ending, 'pause')).toEqual({ reason: 'ending', handoff: undefined });

    const ended = await subscriber(teller);
    await teller.stripe().subscriptions.cancel(ended.subscription.id);
    expect(await refusedFor(ended, 'keep')).toMatchObject({ reason: 'ended' });
  });

  test.concurrent('that the policy does not allow', async () => {
    const who = await subscriber(teller, {}, { tenant: 'strict' });
    const reason = { reason: 'not_allowed', handoff: 'not_allowed' };
    expect(await refusedFor(who, 'cancel', 'strict')).toEqual(reason);
    expect(await refusedFor(who, 'cancel_now', 'strict')).toEqual(reason);
  });

  test.concurrent('twice, where another hand was faster than the caller’s yes', async () => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel');
    await update(who, { cancel_at_period_end: true });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done.facts).toMatchObject({ change: { action: 'cancel', state: 'already' } });
    expect(await changes(who)).toEqual([]);
  });

  test.concurrent('that Stripe refuses', async () => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel');
    const path = `/v1/subscriptions/${who.subscription.id}`;
    await teller.control('POST', '/faults', { kind: 'status', status: 400, method: 'POST', path });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_stripe' } });
    expect((await now(who)).cancel_at_period_end).toBe(false);
  });
});
