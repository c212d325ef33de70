import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import type { Reply } from '../../../src/contracts/reply.ts';
import { subscribe, subscriber } from '../../sandbox/subscribing.ts';
import { until } from '../../support/until.ts';
import type { Rig } from '../rig.ts';
import { talk } from './talk.ts';
import type { Played, Write } from './write.ts';

/** What the tenant has to allow, so that a caller's yes is all that each change needs. */
export const policy = {
  subscription: {
    allows: ['cancel', 'cancel_now', 'keep', 'pause', 'resume'],
    retention: { percentOff: 20, months: 3, periodDays: 180 },
  },
};

interface Change {
  /** What is asked for, where that is not the change itself. */
  readonly asked?: string;
  /** How the subscription stands before. */
  readonly before?: Stripe.SubscriptionUpdateParams;
  readonly request?: Partial<Write['request']>;
  readonly isSo: (now: Stripe.Subscription) => boolean;
}

const takesOffer = ({ discounts }: Stripe.Subscription) => discounts.length === 1;
const OFFERED_COUPON = 'tellerline-keep-20-percent-3-months';

export const cancel = change('cancel', { isSo: (now) => now.cancel_at_period_end });
export const cancelNow = change('cancel_now', {
  request: { method: 'DELETE' },
  isSo: (now) => now.status === 'canceled',
});
export const keep = change('keep', {
  before: { cancel_at_period_end: true },
  isSo: (now) => !now.cancel_at_period_end,
});
export const pause = change('pause', { isSo: (now) => now.pause_collection !== null });
export const resume = change('resume', {
  before: { pause_collection: { behavior: 'void' } },
  isSo: (now) => now.pause_collection === null,
});
export const offer = change('accept_offer', { asked: 'cancel', isSo: takesOffer });
export const offeredCoupon: Played = async (rig) => {
  // One for all customers, so that it is there since the first of them took the offer.
  await rig.stripe.client.coupons.del(OFFERED_COUPON).catch(() => undefined);
  return change('accept_offer', { asked: 'cancel', isSo: takesOffer, request: { path: '/v1/coupons' } })(rig);
};

/** The note that something was offered, which is made while the caller is asked. */
export const offerNoted: Played = async (rig) => {
  const { call, proved, customer, id, codeSent, isNoted } = await proven(rig, 'cancel');
  return {
    customer,
    request: { method: 'POST', path: `/v1/subscriptions/${id}` },
    async carriedOut() {
      const { expects } = await call.say(proved, { code: await codeSent() });
      expect(expects).toMatchObject({ kind: 'confirmation', about: { action: 'accept_offer' } });
      await until('the offer is noted', isNoted, 120);
    },
  };
};

/** Somebody with a subscription, up to when the code is asked for that was sent to them. */
async function proven(rig: Rig, asked: string, before?: Stripe.SubscriptionUpdateParams) {
  const { client: stripe } = rig.stripe;
  const email = `${randomUUID()}@example.com`;
  const { id: customer } = await subscriber(stripe);
  await stripe.customers.update(customer, { email });
  const { id } = await subscribe(stripe, { customer });
  if (before) await stripe.subscriptions.update(id, before);
  const call = talk(rig);
  const first = await call.begin({ intent: 'subscription', caller: { email }, details: { action: asked } });
  const proved = await call.say(first, { identity: { last4: '4242', amount: '20.00' } });
  const isNoted = async () =>
    (await stripe.subscriptions.retrieve(id)).metadata['tellerline_offered'] !== undefined;
  return { call, proved, customer, id, codeSent: () => codeFor(rig, email), isNoted };
}

function change(action: string, { asked = action, before, request, isSo }: Change): Played {
  return async (rig) => {
    const { client: stripe } = rig.stripe;
    const { call, proved, customer, id, codeSent, isNoted } = await proven(rig, asked, before);
    let question = await call.say(proved, { code: await codeSent() });
    // Who cancels is offered something first, and that is noted: trouble is to meet the change itself.
    if (asked === 'cancel') await until('the offer is noted', isNoted, 120);
    if (action === 'cancel') question = await call.say(question, { confirm: false });
    expect(question.expects).toMatchObject({ kind: 'confirmation', about: { action } });
    return {
      customer,
      request: { method: 'POST', path: `/v1/subscriptions/${id}`, ...request },
      async carriedOut() {
        const { outcome, facts }: Reply = await call.end(question, { confirm: true });
        const told = { outcome: 'completed', facts: { change: { action, state: 'done' } } };
        expect({ outcome, facts }).toMatchObject(told);
        expect(isSo(await stripe.subscriptions.retrieve(id))).toBe(true);
      },
    };
  };
}

/** The code that was sent to somebody, as the outbox page shows it. */
async function codeFor({ urls }: Rig, email: string): Promise<string> {
  let code: string | undefined;
  const isSent = async () => {
    const page = await (await fetch(`${urls[0]}/outbox`)).text();
    const own = page.split('<article>').find((article) => article.includes(email));
    code = own && />\D*(\d{6})\b/.exec(own)?.[1];
    return code !== undefined;
  };
  await until('a code was sent', isSent, 60);
  return code ?? '';
}
