import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { usd } from '../domain/records.ts';
import { pay } from '../sandbox/sandbox.ts';
import { monthly, periodEndOf } from '../sandbox/subscribing.ts';
import { dayOf } from '../support/refunds.ts';
import { type Subscriber, subscriber, verifiedSubscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

const onDay = (moment: number) => dayOf({ created: moment });
const DAY = 86_400;
const inDays = (days: number) => Math.floor(Date.now() / 1_000) + days * DAY;

async function told(who: Subscriber) {
  const { say, outcome, facts, handoff } = await verifiedSubscriber(teller, who);
  const { subscriptions: [shown] = [] } = facts as { subscriptions?: Record<string, unknown>[] };
  return { say, outcome, shown, facts, handoff };
}

const update = (who: Subscriber, params: Stripe.SubscriptionUpdateParams) =>
  teller.stripe().subscriptions.update(who.subscription.id, params);

describe('how a subscription stands', () => {
  test.concurrent('active: its plan, price, and when it renews for what', async () => {
    const who = await subscriber(teller);
    const renewsOn = onDay(periodEndOf(who.subscription));
    const { say, outcome, shown } = await told(who);
    expect(outcome).toBe('completed');
    expect(shown).toEqual({
      subscription: who.subscription.id,
      plan: 'Gold',
      state: 'active',
      price: usd(2_000),
      every: { unit: 'month', count: 1 },
      renewsOn,
      nextAmount: usd(2_000),
    });
    expect(say).toContain('Your subscription to Gold, at 20 dollars a month, is active. It renews on');
  });

  test.concurrent('with quantity and discounts: what is charged next is less', async () => {
    const stripe = teller.stripe();
    const price = await monthly(stripe);
    const { id: coupon } = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
    const items = [{ price: price.id, quantity: 3 }];
    const { shown } = await told(await subscriber(teller, { items, discounts: [{ coupon }] }));
    expect(shown).toMatchObject({ price: usd(6_000), nextAmount: usd(4_500) });
  });

  test.concurrent('with a discount that is over by then: the whole price', async () => {
    const stripe = teller.stripe();
    const price = await monthly(stripe, { recurring: { interval: 'month', interval_count: 6 } });
    const terms = { percent_off: 25, duration: 'repeating', duration_in_months: 2 } as const;
    const { id: coupon } = await stripe.coupons.create(terms);
    const who = await subscriber(teller, { items: [{ price: price.id }], discounts: [{ coupon }] });
    const { say, shown } = await told(who);
    expect(shown).toMatchObject({ every: { unit: 'month', count: 6 }, nextAmount: usd(2_000) });
    expect(say).toContain('20 dollars every 6 months');
  });

  test.concurrent('of a year: the day is told with its year', async () => {
    const price = await monthly(teller.stripe(), { recurring: { interval: 'year' } });
    const who = await subscriber(teller, { items: [{ price: price.id }] });
    const { say } = await told(who);
    expect(say).toContain(`, ${onDay(periodEndOf(who.subscription)).slice(0, 4)} for 20 dollars`);
  });

  test.concurrent('on trial: until when, and what the first charge is', async () => {
    const who = await subscriber(teller, { trial_period_days: 7 });
    const { say, shown } = await told(who);
    expect(shown).toMatchObject({ state: 'trialing', trialUntil: onDay(inDays(7)), nextAmount: usd(2_000) });
    expect(say).toContain('Its first charge is 20 dollars.');
  });

  test.concurrent('past due: what is open, and why it was not paid', async () => {
    const who = await subscriber(teller);
    await teller.control('POST', `/subscriptions/${who.subscription.id}`, { renewal: 'failed' });
    const { say, shown } = await told(who);
    expect(shown).toMatchObject({ state: 'past_due', owed: usd(2_000), failure: expect.any(String) });
    expect(say).toContain('is past due. A payment of 20 dollars did not go through, ');
  });

  test.concurrent('not begun, since its first payment failed', async () => {
    const who = await subscriber(teller);
    const { id: method } = await teller
      .stripe()
      .paymentMethods.attach('pm_card_chargeCustomerFail', { customer: who.customer });
    const second = await teller.stripe().subscriptions.create({
      customer: who.customer,
      items: [{ price: (await monthly(teller.stripe())).id }],
      default_payment_method: method,
    });
    await teller.stripe().subscriptions.cancel(who.subscription.id);
    const { shown } = await told(who);
    expect(shown).toMatchObject({ subscription: second.id, state: 'incomplete', owed: usd(2_000) });
  });

  test.concurrent('paused, in both of Stripe’s ways', async () => {
    const collection = await subscriber(teller);
    await update(collection, { pause_collection: { behavior: 'void', resumes_at: inDays(40) } });
    const paused = await told(collection);
    expect(paused.shown).toMatchObject({ state: 'active', paused: { until: onDay(inDays(40)) } });
    expect(paused.shown).not.toHaveProperty('nextAmount');
    expect(paused.say).toContain('Its billing is paused until');

    const whole = await subscriber(teller);
    await teller.stripe().subscriptions.pause(whole.subscription.id, { type: 'subscription' });
    expect((await told(whole)).shown).toMatchObject({ state: 'paused' });
  });

  test.concurrent('ending: when, and no renewal', async () => {
    const who = await subscriber(teller);
    await update(who, { cancel_at_period_end: true });
    const { say, shown } = await told(who);
    expect(shown).toMatchObject({ state: 'active', endsOn: onDay(periodEndOf(who.subscription)) });
    expect(shown).not.toHaveProperty('renewsOn');
    expect(say).toMatch(/It ends on \w+ \w+ and does not renew\.$/);
  });

  test.concurrent('ended lately: it is told; long ago: it is not', async () => {
    const who = await subscriber(teller);
    await teller.stripe().subscriptions.cancel(who.subscription.id);
    expect((await told(who)).shown).toMatchObject({ state: 'ended', endedOn: onDay(inDays(0)) });
    await teller.control('POST', `/objects/${who.subscription.id}`, { ended_at: inDays(-31) });
    const { outcome, facts } = await told(who);
    expect(outcome).toBe('declined');
    expect(facts).toEqual({ subscriptions: [], reason: 'no_subscription' });
  });
});

describe('which one', () => {
  test.concurrent('of several is asked, and ended ones are not offered beside them', async () => {
    const who = await subscriber(teller);
    const stripe = teller.stripe();
    const price = await monthly(stripe, { unit_amount: 900, product_data: { name: 'News' } });
    const { customer } = who;
    const news = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    const ended = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    await stripe.subscriptions.cancel(ended.id);

    const asked = await verifiedSubscriber(teller, who);
    if (asked.expects?.kind !== 'choice') throw new Error(asked.say);
    expect(asked.expects.options.map(({ say }) => say).sort()).toEqual([
      'Gold at 20 dollars a month',
      'News at 9 dollars a month',
    ]);
    const done = await teller.agent().answer(asked, { choice: news.id });
    expect(done.facts).toMatchObject({ subscriptions: [{ subscription: news.id, plan: 'News' }] });
  });

  test.concurrent('of more than can be told apart by ear is asked a few at a time, by when they began where names are alike', async () => {
    const who = await subscriber(teller);
    const stripe = teller.stripe();
    const price = await monthly(stripe);
    for (let more = 0; more < 5; more += 1)
      await stripe.subscriptions.create({ customer: who.customer, items: [{ price: price.id }] });
    const agent = teller.agent();
    const asked = await verifiedSubscriber(teller, who);
    if (asked.expects?.kind !== 'choice') throw new Error(asked.say);
    expect(asked.expects.options).toHaveLength(5);
    expect(asked.expects.options[0]?.say).toContain('Gold at 20 dollars a month since ');
    const next = await agent.answer(asked, { choice: 'another' });
    if (next.expects?.kind !== 'choice') throw new Error(next.say);
    expect(next.expects.options).toHaveLength(3);
    const [, oldest] = next.expects.options;
    const done = await agent.answer(next, { choice: oldest?.id });
    expect(done.facts).toMatchObject({ subscriptions: [{ subscription: oldest?.id }] });
  });

  test.concurrent('is only among those of the customer that was proved', async () => {
    const one = await subscriber(teller);
    const stripe = teller.stripe();
    const { email } = one;
    const other = await stripe.customers.create({
      email,
      payment_method: 'pm_card_mastercard',
      invoice_settings: { default_payment_method: 'pm_card_mastercard' },
    });
    await pay(stripe, { amount: 10_00, customer: other.id, payment_method: 'pm_card_mastercard' });
    const price = await monthly(stripe, { product_data: { name: 'Secret' } });
    await stripe.subscriptions.create({ customer: other.id, items: [{ price: price.id }] });
    expect((await told(one)).facts).toMatchObject({ subscriptions: [{ plan: 'Gold' }] });
  });

  test.concurrent('of none is told kindly: to a customer without any, and to a guest', async () => {
    const stripe = teller.stripe();
    const email = `${teller.call()}@example.com`;
    const { id: customer } = await stripe.customers.create({ email });
    await pay(stripe, { amount: 42_50, customer });
    const identity = { last4: '4242', amount: '42.50' };
    const none = await verifiedSubscriber(teller, { email, identity }, { details: { action: 'cancel' } });
    expect(none).toMatchObject({ outcome: 'declined', facts: { reason: 'no_subscription' } });

    const guest = `${teller.call()}@example.com`;
    await stripe.paymentIntents.create({
      amount: 31_00,
      currency: 'usd',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      payment_method_data: {
        type: 'card',
        card: { token: 'tok_visa' },
        billing_details: { email: guest, address: { postal_code: '94107' } },
      } as Stripe.PaymentIntentCreateParams.PaymentMethodData,
    });
    const facts = { last4: '4242', amount: '31.00', date: onDay(inDays(0)), postalCode: '94107' };
    const proved = await verifiedSubscriber(teller, { email: guest, identity: facts });
    expect(proved).toMatchObject({ outcome: 'declined', facts: { reason: 'no_subscription' } });
  });
});
