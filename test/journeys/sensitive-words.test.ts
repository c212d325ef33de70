import { describe, expect, test } from '@jest/globals';
import { payer, refundsOf } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({
  tenants: {
    demo: {},
    calm: { policy: { sensitive: { handOver: false } } },
    german: { languages: ['de'] },
  },
});

describe('sensitive words', () => {
  const handedOver = {
    outcome: 'escalated',
    facts: {},
    handoff: { queue: 'support', reason: 'sensitive_words' },
  };

  test.each([
    ['dispute', 'This is fraud'],
    ['refund', 'Refund it or I call my lawyer'],
    ['payment_confirmation', 'I will file a chargeback'],
    ['subscription', 'I am going to kill myself'],
  ])('in why somebody calls hand a %s over at once', async (intent, reason) => {
    const { email } = await payer(teller);
    const told = await teller
      .agent()
      .begin(teller.call(), { intent, caller: { email }, details: { reason } });
    expect(told).toMatchObject(handedOver);
    expect(told.say).toBe('Thank you for telling me. I am passing you on to a colleague right away.');
    expect(JSON.stringify(told.handoff)).not.toContain(reason);
  });

  test('in a promise hand a discount over', async () => {
    const told = await teller.agent().begin(teller.call(), {
      ...{ intent: 'discount', caller: {} },
      details: { promise: 'You scammed me out of ten percent' },
    });
    expect(told).toMatchObject(handedOver);
  });

  test('in an answer hand over as well, and nothing is done', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const body = { intent: 'dispute', caller: { email: who.email } };
    const what = await agent.answer(await agent.begin(teller.call(), body), { identity: who.identity });
    expect(what).toMatchObject({ expects: { kind: 'text' } });
    const told = await agent.answer(what, { text: 'It was my stolen card' });
    expect(told).toMatchObject({ outcome: 'escalated', handoff: { reason: 'sensitive_words' } });
    expect(await refundsOf(teller, who)).toEqual([]);
  });

  test('are those of the language that is spoken', async () => {
    const who = await payer(teller, {}, 'german');
    const say = (reason: string) =>
      teller.agent('german').begin(teller.call(), {
        ...{ intent: 'dispute', caller: { email: who.email } },
        details: { reason },
      });
    expect(await say('Das ist BETRUG!')).toMatchObject({ ...handedOver, language: 'de' });
    expect(await say('Der Betrag stimmt nicht')).toMatchObject({ expects: { kind: 'identity' } });
  });

  test('change nothing where the policy does not want it', async () => {
    const who = await payer(teller, {}, 'calm');
    const asked = await teller.agent('calm').begin(teller.call(), {
      ...{ intent: 'dispute', caller: { email: who.email } },
      details: { reason: 'This is fraud' },
    });
    expect(asked).toMatchObject({ expects: { kind: 'identity' } });
  });
});
