import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { askedToChange, type Subscriber, subscriber, subscriptionsOf } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const retention = { percentOff: 20, months: 3, periodDays: 180 };
const teller = useTeller({ tenants: { keeps: { policy: { subscription: { retention } } } } });
const { now, update } = subscriptionsOf(teller);

describe('an offer before a cancellation', () => {
  const offered = (who: Subscriber) => askedToChange(teller, who, 'cancel', { tenant: 'keeps' });
  const agent = () => teller.agent('keeps');
  const percentOff = async (who: Subscriber) =>
    (await now(who, 'keeps')).discounts.map(
      (one) => ((one as Stripe.Discount).source.coupon as Stripe.Coupon).percent_off,
    );

  test.concurrent('that is taken keeps it, with the discounts that it has, and a message says so', async () => {
    const { id: coupon } = await teller
      .stripe('keeps')
      .coupons.create({ percent_off: 10, duration: 'forever' });
    const who = await subscriber(teller, { discounts: [{ coupon }] }, { tenant: 'keeps' });
    const offer = await offered(who);
    expect(offer).toMatchObject({ expects: { kind: 'confirmation', about: { action: 'accept_offer' } } });
    expect(offer.say).toContain('I take 20 percent off for the next 3 months. Would you like that?');
    // One that comes while the caller thinks is kept as well.
    const { id: another } = await teller
      .stripe('keeps')
      .coupons.create({ percent_off: 5, duration: 'forever' });
    const [first] = who.subscription.discounts;
    await update(who, { discounts: [{ discount: String(first) }, { coupon: another }] }, 'keeps');

    const done = await agent().answer(offer, { confirm: true });
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        subscriptions: [{ nextAmount: { value: 1_368 } }],
        change: { action: 'accept_offer', state: 'done' },
      },
    });
    expect(await percentOff(who)).toEqual([10, 5, 20]);
    expect((await now(who, 'keeps')).cancel_at).toBeNull();
    await until('a message says so', async () =>
      (await teller.outbox(who.email)).some(({ subject }) => subject === 'Your subscription'),
    );
  });

  test.concurrent('that is not wanted leads on to the cancellation, and is not made again within its period', async () => {
    const who = await subscriber(teller, {}, { tenant: 'keeps' });
    const confirm = await agent().answer(await offered(who), { confirm: false });
    expect(confirm).toMatchObject({ expects: { about: { action: 'cancel' } } });
    expect(await agent().answer(confirm, { confirm: true })).toMatchObject({
      facts: { change: { action: 'cancel', state: 'done' } },
    });
    expect(await percentOff(who)).toEqual([]);

    await update(who, { cancel_at_period_end: false }, 'keeps');
    expect(await offered(who)).toMatchObject({ expects: { about: { action: 'cancel' } } });
  });

  /** Waits until it is noted at Stripe that it was made. */
  const noted = (who: Subscriber) =>
    until(
      'the offer is noted',
      async () => (await now(who, 'keeps')).metadata['tellerline_offered'] !== undefined,
    );

  test.concurrent('is not made again to who said no to all, or heard it and hung up', async () => {
    const said = await subscriber(teller, {}, { tenant: 'keeps' });
    const confirm = await agent().answer(await offered(said), { confirm: false });
    expect(await agent().answer(confirm, { confirm: false })).toMatchObject({ outcome: 'abandoned' });
    const hungUp = await subscriber(teller, {}, { tenant: 'keeps' });
    expect(await offered(hungUp)).toMatchObject({ expects: { about: { action: 'accept_offer' } } });
    for (const who of [said, hungUp]) {
      await noted(who);
      expect(await offered(who)).toMatchObject({ expects: { about: { action: 'cancel' } } });
      expect((await now(who, 'keeps')).cancel_at_period_end).toBe(false);
    }
  });

  test.concurrent('is noted once it can be where Stripe did not answer, and nobody waits for that', async () => {
    const who = await subscriber(teller, {}, { tenant: 'keeps' });
    const path = `/v1/subscriptions/${who.subscription.id}`;
    await teller.control('POST', '/faults', { kind: 'reset', method: 'POST', path, times: 2 }, 'keeps');
    expect(await offered(who)).toMatchObject({ expects: { about: { action: 'accept_offer' } } });
    await noted(who);
  });

  test.concurrent('is of one coupon for all customers, whoever made it first', async () => {
    for (let times = 0; times < 2; times += 1) {
      const who = await subscriber(teller, {}, { tenant: 'keeps' });
      expect(await agent().answer(await offered(who), { confirm: true })).toMatchObject({
        outcome: 'completed',
      });
      expect(await percentOff(who)).toEqual([20]);
    }
  });
});
