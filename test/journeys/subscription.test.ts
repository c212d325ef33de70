import { describe, expect, test } from '@jest/globals';
import { usd } from '../domain/records.ts';
import { askedToChange, subscriber, verifiedSubscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

describe('how a subscription stands', () => {
  test('active', async () => {
    const who = await subscriber(teller);
    const done = await verifiedSubscriber(teller, who);
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        subscriptions: [{ plan: 'Gold', state: 'active', price: usd(2_000), nextAmount: usd(2_000) }],
      },
    });
  });
  test('cancel', async () => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel');
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done.outcome).toBe('completed');
  });
});
