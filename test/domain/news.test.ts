import { describe, expect, test } from '@jest/globals';
import { type LastReply, type Made, notificationsOf } from '../../src/domain/news.ts';
import { refund as recordOf } from './records.ts';

const AT = Date.parse('2026-01-02T03:04:05Z');
const amount = { value: 42_50, currency: 'usd' };
const refund = { refund: 're_1', amount, state: 'issued' };
const made: Made = { refund: recordOf({ amount, call: 'a keyed call' }) };
const last = (more: Partial<LastReply> = {}): LastReply => ({
  intentId: 'intent1',
  reference: 'R7K-2MX',
  intent: 'refund',
  outcome: 'completed',
  facts: { payment: { payment: 'pi_1' }, refund },
  ...more,
});
const typesOf = (reply: LastReply, of?: Made) => notificationsOf(reply, of, AT).map(({ type }) => type);

describe('what a last reply tells', () => {
  test('a refund that was made: the intent, and the refund under its own name', () => {
    expect(notificationsOf(last(), made, AT)).toEqual([
      {
        id: 'intent_completed-intent1',
        type: 'intent.completed',
        timestamp: '2026-01-02T03:04:05.000Z',
        data: {
          intentId: 'intent1',
          reference: 'R7K-2MX',
          intent: 'refund',
          outcome: 'completed',
          payment: 'pi_1',
          refund: 're_1',
        },
      },
      {
        id: 'refund_issued-re_1',
        type: 'refund.issued',
        timestamp: '2026-01-02T03:04:05.000Z',
        data: {
          ...refund,
          payment: 'pi_1',
          reference: 'R7K-2MX',
          intentId: 'intent1',
        },
      },
    ]);
  });

  test('a refund that Stripe refused to make in the end: that alone', () => {
    const facts = { payment: { payment: 'pi_1' }, refund: { ...refund, state: 'failed' } };
    const failed: Made = { refund: recordOf({ amount, state: 'failed' }) };
    expect(typesOf(last({ outcome: 'failed', facts }), failed)).toEqual(['refund.failed']);
  });

  test('no refund that its facts only speak of: it was made before, by another intent or by hand', () => {
    expect(typesOf(last())).toEqual(['intent.completed']);
    expect(typesOf(last({ outcome: 'declined' }))).toEqual([]);
  });

  test('an intent that a person took over, and why', () => {
    const handoff = { queue: 'support', reason: 'asked_for_a_person', summary: 'what the agent says' };
    const [told, ...more] = notificationsOf(
      last({ outcome: 'escalated', handoff, facts: {} }),
      undefined,
      AT,
    );
    expect(told).toMatchObject({ type: 'intent.escalated', data: { reason: 'asked_for_a_person' } });
    expect(JSON.stringify(told)).not.toContain(handoff.summary);
    expect(more).toEqual([]);
  });

  test('nothing of what came to nothing', () => {
    for (const outcome of ['declined', 'abandoned', 'failed'])
      expect(typesOf(last({ outcome, facts: { payment: { payment: 'pi_1' } } }))).toEqual([]);
  });

  test('a refund that another intent only speaks of is told by the one that made it', () => {
    expect(typesOf(last({ intent: 'follow_up' }))).toEqual(['intent.completed']);
  });

  test('a discount that was given', () => {
    const discount = { offer: 'sorry', code: 'SORRY-7K2M', percent: 20, state: 'issued' };
    const told = notificationsOf(
      last({ intent: 'discount', facts: { discount } }),
      { discount: { offer: 'sorry', percent: 20, duration: 'once' } },
      AT,
    );
    expect(told.map(({ type }) => type)).toEqual(['intent.completed', 'discount.issued']);
    expect(told[1]).toMatchObject({ data: { offer: 'sorry', percent: 20 } });
    expect(JSON.stringify(told)).not.toContain(discount.code);
  });

  test('no discount that was there before', () => {
    const facts = { discount: { offer: 'sorry', state: 'already' } };
    expect(typesOf(last({ intent: 'discount', facts }))).toEqual(['intent.completed']);
  });

  test('ids and amounts only, whatever else stands in the facts', () => {
    const facts = {
      payment: { payment: 'pi_1', card: { last4: '4242' }, statementDescriptor: 'SHOP' },
      refund: { ...refund, arrivesBy: '2026-01-09' },
      name: 'Pat Payer',
    };
    const said = { ...last({ facts }), say: 'I sent 42 dollars back.', proven: { customer: 'cus_1' } };
    const text = JSON.stringify(notificationsOf(said, made, AT));
    for (const never of ['4242', 'SHOP', 'Pat', 'dollars', 'cus_1', 'a keyed call'])
      expect(text).not.toContain(never);
  });
});
