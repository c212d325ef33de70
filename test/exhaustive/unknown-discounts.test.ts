import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { termsOf } from '../../src/domain/discount.ts';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { type DiscountOffer, defaultPolicy } from '../../src/domain/policy.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { identityOf } from '../../src/platform/identity.ts';
import { testKeys } from '../support/teller.ts';
import { useSkippedTime } from '../support/time.ts';
import { codeFaultsOf, lastingTroubles, passingTroubles, type Trouble } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';
import { once } from './size.ts';
import { troubleStoryOn } from './trouble-story.ts';

const time = useSkippedTime();
const { enterLane, told, ended } = laneOn(time);
const play = troubleStoryOn(time);

const [offer] = defaultPolicy.discount.offers as [DiscountOffer];

/** A customer who is to have a code, decided so many seconds ago. */
async function entered({ age = 0 }) {
  const { id: customer } = await time.stripe().customers.create({ email: `${randomUUID()}@example.com` });
  const decidedAt = Math.floor((await time.environment().currentTimeMs()) / 1_000) - age;
  const id = randomUUID();
  const expires = decidedAt + offer.validDays * DAY_SECONDS;
  const entry: LaneEntry<'discount'> = {
    write: 'discount',
    decision: {
      id,
      customer,
      terms: termsOf(offer),
      expires,
      call: 'a-call',
      reference: 'R7K-2MX',
      decidedAt,
    },
    policy: defaultPolicy.discount,
    replyTo: `intent/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
    language: 'en-US',
  };
  const coupon = `tellerline-${identityOf(testKeys, time.tenant).coupon(id)}`;
  return { customer, coupon, entry, enter: () => enterLane(customer, entry) };
}

async function codesOf(customer: string): Promise<Stripe.PromotionCode[]> {
  return (await time.stripe().promotionCodes.list({ customer })).data;
}

/** The requests for a customer's code, or for a coupon, that have come in. */
async function sent(path: string, [name, value]: [string, string]): Promise<readonly object[]> {
  const { data } = await time.control<{ data: { params: Record<string, string> }[] }>(
    'GET',
    `/journal?method=POST&path=${path}`,
  );
  return data.filter(({ params }) => params[name] === value);
}

describe.each([
  { step: 'coupon' as const, troubles: once(passingTroubles) },
  { step: 'code' as const, troubles: [...passingTroubles, ...lastingTroubles] },
])('nobody knows whether the $step was made: one code there is in the end', ({ step, troubles }) => {
  test.each(troubles)('%s', async (_, trouble) => {
    const { customer, coupon, entry, enter } = await entered(trouble);
    const made = {
      ...{ entry, enter, faults: codeFaultsOf(trouble, step, { customer, coupon }) },
      // By a list that no fault strikes.
      isMade: async () => (await time.stripe().promotionCodes.list({ coupon })).data.length === 1,
      keysSent: () => sent('/v1/coupons', ['id', coupon]),
    };
    const { answer } = await play(trouble, made, 'unknown_discount');
    const [code, ...more] = await codesOf(customer);
    expect(more).toEqual([]);
    expect(code).toMatchObject({
      promotion: { coupon },
      max_redemptions: 1,
      metadata: { tellerline_decision: entry.decision.id },
    });
    expect(answer).toMatchObject({ kind: 'done', made: { code: code?.code, promotion: code?.id } });
    const coupons = await time.stripe().coupons.list({ limit: 100 });
    expect(
      coupons.data.filter(({ metadata }) => metadata?.['tellerline_decision'] === entry.decision.id),
    ).toHaveLength(1);
  });
});

describe('a code that is only possibly made', () => {
  test('is the only one: another decision for the same offer hears that it is being confirmed', async () => {
    const { customer, coupon, entry, enter } = await entered({});
    const trouble: Trouble = { made: false, spoils: [{ kind: 'status', status: 500, times: 'always' }] };
    const [fault] = codeFaultsOf(trouble, 'code', { customer, coupon });
    const { id } = await time.control<{ id: string }>('POST', '/faults', fault);
    const lane = await enter();
    await until(
      'the coupon is made',
      async () => (await sent('/v1/promotion_codes', ['customer', customer])).length > 0,
    );
    await time.environment().sleep('30s');
    const second = {
      ...entry,
      decision: { ...entry.decision, id: randomUUID() },
      replyTo: `${entry.replyTo}-either`,
    };
    await enterLane(customer, second);
    await until('it is answered', async () => told(second).length > 0);
    expect(told(second)).toMatchObject([
      { kind: 'already', made: { state: 'unknown', decision: entry.decision.id } },
    ]);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await codesOf(customer)).toMatchObject([{ metadata: { tellerline_decision: entry.decision.id } }]);
  });
});
