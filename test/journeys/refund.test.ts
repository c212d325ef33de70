import { describe, expect, test } from '@jest/globals';
import { payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

describe('a refund', () => {
  test('of a whole payment is verified, agreed to, made once and told', async () => {
    const agent = teller.agent();
    const { email, identity, payment } = await payer(teller);

    const asked = await agent.start(teller.call(), { intent: 'refund', caller: { email } });
    expect(asked).toMatchObject({
      status: 200,
      body: { turn: 1, status: 'asking', expects: { kind: 'identity', needed: 2, triesLeft: 3 }, facts: {} },
    });
    const confirm = await agent.answer(asked.body, { identity });
    expect(confirm).toMatchObject({
      turn: 2,
      status: 'asking',
      expects: {
        kind: 'confirmation',
        about: {
          action: 'refund',
          amount: { value: 4250, currency: 'usd' },
          card: { brand: 'visa', last4: '4242' },
        },
      },
    });
    expect(confirm.say).toContain('42 dollars and 50 cents');
    const done = await agent.answer(confirm, { confirm: true });
    expect(done).toMatchObject({
      turn: 3,
      status: 'done',
      outcome: 'completed',
      facts: { refund: { amount: { value: 4250, currency: 'usd' }, state: 'issued' } },
    });

    const refunds = await teller.stripe().refunds.list({ payment_intent: payment.id });
    expect(refunds.data).toHaveLength(1);
    expect(refunds.data[0]?.metadata).toMatchObject({ tellerline_reference: done.reference });
  });
});
