import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { Change } from '../../src/domain/subscription-change.ts';
import {
  changeSubscription,
  findSubscription,
  noteOffer,
  readSubscriptions,
} from '../../src/stripe/subscriptions.ts';
import { usd } from '../domain/records.ts';
import { change } from '../domain/subscriptions.ts';
import { useSandbox } from '../sandbox/sandbox.ts';
import { monthly, periodEndOf, subscribe } from '../sandbox/subscribing.ts';

const sandbox = useSandbox();

interface Journal {
  data: { params: Record<string, string>; idempotencyKey?: string }[];
}

const cancel: Change = { action: 'cancel' };
const offer = { percentOff: 20, months: 3 };

/** Somebody's paid subscription, and a way to send a change of it. */
async function subscribed(params: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const account = sandbox.account();
  const made = await subscribe(account.stripe, params);
  const decided = (of: Change, more = {}) =>
    change(of, { id: randomUUID(), subscription: made.id, call: 'hash of the call', ...more });
  const send = (of: Change, more = {}) => changeSubscription(account.stripe, decided(of, more), 1);
  const now = () => account.stripe.subscriptions.retrieve(made.id);
  return { ...account, made, customer: String(made.customer), decided, send, now };
}

describe('a subscription that is read', () => {
  test('is the same in a customer’s list as by itself', async () => {
    const { stripe, made, customer } = await subscribed();
    const one = await findSubscription(stripe, made.id);
    expect(one).toEqual({
      subscription: made.id,
      customer,
      state: 'active',
      created: made.created,
      plan: 'Gold',
      price: usd(20_00),
      every: { unit: 'month', count: 1 },
      periodEndsAt: periodEndOf(made),
      renewsAt: periodEndOf(made),
      nextAmount: usd(20_00),
      discounts: [],
      scheduled: false,
    });
    expect(await readSubscriptions(stripe, customer)).toEqual([one]);
  });

  test('is none where Stripe knows neither it nor the customer', async () => {
    const { stripe } = sandbox.account();
    expect(await findSubscription(stripe, 'sub_none')).toBeUndefined();
    expect(await readSubscriptions(stripe, 'cus_none')).toEqual([]);
  });

  test('of several items costs what they cost together, and is called by all their names', async () => {
    const { stripe } = sandbox.account();
    const gold = await monthly(stripe);
    const seats = await monthly(stripe, { unit_amount: 300, product_data: { name: 'Seats' } });
    const made = await subscribe(stripe, { items: [{ price: gold.id }, { price: seats.id, quantity: 4 }] });
    expect(await findSubscription(stripe, made.id)).toMatchObject({ plan: 'Gold, Seats', price: usd(32_00) });
  });

  test.each([
    ['a tax that is worked out later', { automatic_tax: { enabled: true, liability: null } }],
    ['a tax rate', { default_tax_rates: [{ id: 'txr_1' }] }],
  ])('says no next amount that %s changes', async (_, fields) => {
    const { stripe, control, made } = await subscribed();
    await control('POST', `/objects/${made.id}`, fields);
    const one = await findSubscription(stripe, made.id);
    expect(one).toMatchObject({ price: usd(20_00), renewsAt: periodEndOf(made) });
    expect(one).not.toHaveProperty('nextAmount');
  });

  test('of a status that nobody knows yet is not claimed to be any other', async () => {
    const { stripe, control, made } = await subscribed();
    await control('POST', `/objects/${made.id}`, { status: 'hibernating' });
    expect(await findSubscription(stripe, made.id)).toMatchObject({ state: 'other' });
  });

  test('past due says what is open and why', async () => {
    const { stripe, control, made, customer } = await subscribed();
    await control('POST', `/subscriptions/${made.id}`, { renewal: 'failed' });
    const [one] = await readSubscriptions(stripe, customer);
    expect(one).toMatchObject({ state: 'past_due', owed: usd(20_00), failure: 'declined' });
  });

  test.each([
    ['percent', { percent_off: 25 }, 15_00],
    ['an amount', { amount_off: 500, currency: 'usd' }, 15_00],
    ['more than it costs', { amount_off: 5_000, currency: 'usd' }, 0],
  ])('with a discount of %s costs less next', async (_, coupon, value) => {
    const { stripe } = sandbox.account();
    const { id } = await stripe.coupons.create({ duration: 'forever', ...coupon });
    const made = await subscribe(stripe, { discounts: [{ coupon: id }] });
    expect(await findSubscription(stripe, made.id)).toMatchObject({ nextAmount: usd(value) });
  });
});

describe('a change that is sent', () => {
  test('goes with our mark in the same request, under a key from the decision', async () => {
    const { stripe, control, made, decided } = await subscribed();
    const decision = decided(cancel);
    const outcome = await changeSubscription(stripe, decision, 2);
    expect(outcome).toMatchObject({
      kind: 'done',
      made: { subscription: made.id, decision: decision.id, after: { endsAt: periodEndOf(made) } },
    });
    const { data } = await control<Journal>('GET', `/journal?method=POST&path=/v1/subscriptions/${made.id}`);
    expect(data).toMatchObject([{ idempotencyKey: `tellerline-subscription-${decision.id}-2` }]);
    expect(data[0]?.params).toMatchObject({
      cancel_at_period_end: 'true',
      'cancellation_details[comment]': 'Asked for in a call',
      'metadata[tellerline_decision]': decision.id,
      'metadata[tellerline_call]': 'hash of the call',
      'metadata[tellerline_reference]': 'R7K-2MX',
    });
    expect(await findSubscription(stripe, made.id)).toMatchObject({ decision: decision.id });
  });

  test('that something was offered is noted beside all that is there', async () => {
    const { stripe, control, made, decided } = await subscribed();
    const decision = decided(cancel);
    await changeSubscription(stripe, decision, 1);
    const noted = { ...decision, id: 'offered-2', decidedAt: 1_700_000_000 };
    expect(await noteOffer(stripe, noted, 1)).toEqual({ kind: 'done', made: { subscription: made.id } });
    const { data } = await control<Journal>('GET', `/journal?method=POST&path=/v1/subscriptions/${made.id}`);
    expect(data.map(({ idempotencyKey }) => idempotencyKey)).toContain('tellerline-offer-offered-2-1');
    expect(await findSubscription(stripe, made.id)).toMatchObject({
      decision: decision.id,
      endsAt: periodEndOf(made),
      offeredAt: 1_700_000_000,
    });
  });

  test('again is the same change, whatever has been done since', async () => {
    const { stripe, decided, now } = await subscribed();
    const decision = decided(cancel);
    const first = await changeSubscription(stripe, decision, 1);
    await stripe.subscriptions.update(decision.subscription, { cancel_at_period_end: false });
    expect(await changeSubscription(stripe, decision, 1)).toEqual(first);
    expect((await now()).cancel_at_period_end).toBe(false);
  });

  test('takes a cancellation back by what it was made with', async () => {
    const { stripe, made, send, now } = await subscribed();
    await send(cancel);
    await send({ action: 'keep', undoes: 'period_end' });
    expect(await now()).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
    await stripe.subscriptions.update(made.id, { cancel_at: periodEndOf(made) - 60 });
    await send({ action: 'keep', undoes: 'date' });
    expect((await now()).cancel_at).toBeNull();
  });

  test('pauses and resumes collection', async () => {
    const { made, send, now } = await subscribed();
    const resumesAt = periodEndOf(made);
    const paused = await send({ action: 'pause', behavior: 'keep_as_draft', resumesAt });
    expect(paused).toMatchObject({ made: { after: { pausedCollection: { resumesAt } } } });
    expect((await now()).pause_collection).toEqual({ behavior: 'keep_as_draft', resumes_at: resumesAt });
    expect(await send({ action: 'resume' })).toMatchObject({ kind: 'done' });
    expect((await now()).pause_collection).toBeNull();
  });

  test('ends at once without a key, and in vain a second time', async () => {
    const { control, made, send } = await subscribed();
    expect(await send({ action: 'cancel_now' })).toMatchObject({
      kind: 'done',
      made: { after: { state: 'ended', endedAt: expect.any(Number) } },
    });
    expect(await send({ action: 'cancel_now' })).toEqual({ kind: 'refused', code: 'other' });
    const { data } = await control<Journal>(
      'GET',
      `/journal?method=DELETE&path=/v1/subscriptions/${made.id}`,
    );
    expect(data).toHaveLength(2);
    expect(Object.keys(data[0]?.params ?? {})).not.toContain('idempotencyKey');
  });

  test('keeps it with an offer beside its discounts, by a coupon that is made once', async () => {
    const { stripe } = sandbox.account();
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    for (const times of [1, 2]) {
      const made = await subscribe(stripe, { discounts: [{ coupon }] });
      const discounts = made.discounts.map(String);
      const decision = change(
        { action: 'accept_offer', offer, discounts },
        { id: randomUUID(), subscription: made.id },
      );
      const outcome = await changeSubscription(stripe, decision, times);
      expect(outcome).toMatchObject({ kind: 'done', made: { after: { nextAmount: usd(8_00) } } });
      expect(await changeSubscription(stripe, decision, times)).toEqual(outcome);
      expect((await stripe.subscriptions.retrieve(made.id)).discounts).toHaveLength(2);
    }
    const { data } = await stripe.coupons.list();
    expect(data.filter(({ id }) => id !== coupon)).toMatchObject([
      { id: 'tellerline-keep-20-percent-3-months', percent_off: 20, duration_in_months: 3 },
    ]);
  });
});

describe('what Stripe answers', () => {
  test.each([
    ['a 500 before anything', { kind: 'status', status: 500 }],
    ['a 500 after the commit', { kind: 'status', status: 500, when: 'after' }],
    ['a reset after the commit', { kind: 'reset', when: 'after', times: 'always' }],
    ['a 429', { kind: 'status', status: 429 }],
    ['a 409 for a key in use', { kind: 'status', status: 409 }],
    ['garbage', { kind: 'garbage', when: 'after' }],
    ['an empty 200', { kind: 'empty', when: 'after' }],
    ['a 200 of null', { kind: 'body', body: 'null', contentType: 'application/json', when: 'after' }],
    ['a 200 of another shape', { kind: 'body', body: '{}', contentType: 'application/json', when: 'after' }],
    ['a 404 in nobody’s words', { kind: 'body', status: 404, body: '{}', when: 'after' }],
  ])('%s leaves it unknown, to a change and to an end', async (_, fault) => {
    for (const wanted of [cancel, { action: 'cancel_now' }] as Change[]) {
      const { control, made, send } = await subscribed();
      await control('POST', '/faults', { path: `/v1/subscriptions/${made.id}`, ...fault });
      expect(await send(wanted)).toEqual({ kind: 'unknown', replayed: false });
    }
  });

  test.each([
    [400, 'other'],
    [401, 'no_access'],
    [403, 'no_access'],
    [404, 'other'],
  ])('%i is an answer', async (status, code) => {
    const { control, made, send, now } = await subscribed();
    await control('POST', '/faults', { kind: 'status', status, path: `/v1/subscriptions/${made.id}` });
    expect(await send(cancel)).toEqual({ kind: 'refused', code });
    expect((await now()).cancel_at_period_end).toBe(false);
  });

  test('to a coupon that cannot be made, no offer is applied', async () => {
    const { control, send, now } = await subscribed();
    await control('POST', '/faults', { kind: 'status', status: 500, path: '/v1/coupons' });
    expect(await send({ action: 'accept_offer', offer, discounts: [] })).toEqual({
      kind: 'unknown',
      replayed: false,
    });
    expect((await now()).discounts).toEqual([]);
  });

  test('nothing of one that has ended or is not there', async () => {
    const { stripe, made, send } = await subscribed();
    await stripe.subscriptions.cancel(made.id);
    expect(await send(cancel)).toEqual({ kind: 'refused', code: 'other' });
    const none = change(cancel, { subscription: 'sub_none' });
    expect(await changeSubscription(stripe, none, 1)).toEqual({ kind: 'refused', code: 'other' });
  });
});
