import { describe, expect, test } from '@jest/globals';
import { draftEvidence, type EvidenceCase } from '../../src/domain/evidence.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { dispute } from './disputes.ts';
import { NOW, payment, refund } from './records.ts';

function draft(of: Partial<EvidenceCase> = {}, reason = 'general') {
  return draftEvidence({
    dispute: dispute({ reason }),
    payment: payment(),
    others: [],
    calls: [],
    heard: [],
    timeZone: 'UTC',
    ...of,
  });
}

const called = { date: '2026-11-20', intent: 'payment_confirmation', reference: 'R7K-2MX' };

describe('what is drafted', () => {
  test('says of the payment what is known, and nothing else', () => {
    expect(draft()).toEqual({
      service_date: '2026-11-14',
      uncategorized_text: [
        '100.00 USD was paid on 2026-11-14 by visa ending in 4242.',
        'Nothing of it was refunded before.',
      ].join('\n'),
    });
  });

  test('names who paid, and where the bill went', () => {
    const customer = { name: 'Ann Ames', email: 'ann@example.com' };
    const of = payment({ postalCode: '94107', statementDescriptor: 'ACME SHOP' });
    expect(draft({ payment: of, customer })).toMatchObject({
      customer_name: 'Ann Ames',
      customer_email_address: 'ann@example.com',
      billing_address: 'Postal code 94107',
      uncategorized_text: expect.stringContaining('It shows on statements as "ACME SHOP".') as unknown,
    });
  });

  test('lists earlier refunds that count, each with its day and bank reference', () => {
    const of = payment({
      refunds: [
        refund({ bankReference: '7453' }),
        refund({ refund: 're_2', state: 'failed' }),
        refund({ refund: 're_3', state: 'unknown' }),
      ],
    });
    const { uncategorized_text: text, refund_refusal_explanation: refused } = draft(
      { payment: of },
      'credit_not_processed',
    );
    expect(text).toContain(
      '10.00 USD of it was refunded:\n- 10.00 USD on 2026-11-22 (re_1, bank reference 7453)',
    );
    expect(text).not.toMatch(/re_2|re_3/);
    expect(refused).toContain('re_1');
  });

  test('quotes what the caller said, on one line', () => {
    const heard = [{ date: '2026-11-21', reference: 'A2C-3DE', said: 'It never\n  arrived' }];
    expect(draft({ heard })['uncategorized_text']).toContain(
      'On 2026-11-21 the customer said (A2C-3DE): "It never arrived"',
    );
  });

  test('is held to what Stripe takes of one field', () => {
    const heard = Array.from({ length: 60 }, () => ({
      date: '2026-11-21',
      reference: 'A2C-3DE',
      said: 'x'.repeat(500),
    }));
    expect(draft({ heard })['uncategorized_text']).toHaveLength(20_000);
  });
});

describe('by its reason', () => {
  test.each(['fraudulent', 'unrecognized', 'product_not_received'])(
    '%s: that the customer was in touch with us',
    (reason) => {
      expect(
        draft({ calls: [{ ...called, outcome: 'completed' }] }, reason)['access_activity_log'],
      ).toContain('- On 2026-11-20: payment confirmation, reference R7K-2MX, completed');
      expect(draft({}, reason)).not.toHaveProperty('access_activity_log');
    },
  );

  test('subscription_canceled: what was asked for about a subscription', () => {
    const calls = [called, { ...called, intent: 'subscription', reference: 'C4D-6EF' }];
    const { cancellation_rebuttal: rebuttal } = draft({ calls }, 'subscription_canceled');
    expect(rebuttal).toBe('- On 2026-11-20: subscription, reference C4D-6EF');
  });

  test('duplicate: the one other payment that it may be taken for', () => {
    const other = payment({ payment: 'ch_2', created: NOW - 12 * DAY_SECONDS });
    expect(draft({ others: [payment(), other] }, 'duplicate')).toMatchObject({
      duplicate_charge_id: 'ch_2',
      duplicate_charge_explanation:
        'Two payments of 100.00 USD were made, on 2026-11-14 and 2026-11-12: pi_1 and ch_2.',
    });
    const two = [other, payment({ payment: 'pi_3' })];
    expect(draft({ others: two }, 'duplicate')).not.toHaveProperty('duplicate_charge_explanation');
    const old = [payment({ payment: 'pi_4', created: NOW - 40 * DAY_SECONDS })];
    expect(draft({ others: old }, 'duplicate')).not.toHaveProperty('duplicate_charge_explanation');
  });
});
