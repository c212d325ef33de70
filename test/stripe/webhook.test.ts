import { describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { readHint } from '../../src/stripe/webhook.ts';

const NOW = 1_800_000_000;
const { webhooks } = new Stripe('sk_test_x');
const receiver = { secrets: ['whsec_old', 'whsec_new'], live: false };

interface Sent {
  readonly event?: object;
  readonly payload?: string;
  readonly secret?: string;
  readonly timestamp?: number;
  readonly signature?: string;
}

const refund = { id: 're_1', object: 'refund', payment_intent: 'pi_1', charge: 'ch_1', amount: 4_250 };
const snapshot = {
  id: 'evt_1',
  object: 'event',
  type: 'refund.updated',
  livemode: false,
  data: { object: refund },
};
const thin = {
  id: 'evt_2',
  object: 'v2.core.event',
  type: 'v1.refund.updated',
  livemode: false,
  related_object: { id: 're_1', type: 'refund', url: '/v1/refunds/re_1' },
};

function read({ event = snapshot, secret = 'whsec_new', timestamp = NOW, ...sent }: Sent, at = receiver) {
  const payload = sent.payload ?? JSON.stringify(event);
  const signature = sent.signature ?? webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return readHint(Buffer.from(payload), signature, at, NOW);
}

/** A delivery of a month ago, as somebody may have kept it. */
const signedBefore = webhooks.generateTestHeaderString({
  payload: JSON.stringify(snapshot),
  secret: 'whsec_new',
  timestamp: NOW - 30 * 86_400,
});

describe('an event', () => {
  test('is a hint about its object, and about the payment and charge that it names', () => {
    expect(read({})).toEqual({ objects: ['re_1', 'pi_1', 'ch_1'] });
    const expanded = { ...refund, payment_intent: { id: 'pi_1', object: 'payment_intent' }, charge: null };
    expect(read({ event: { ...snapshot, data: { object: expanded } } })).toEqual({
      objects: ['re_1', 'pi_1'],
    });
  });

  test('that is thin is a hint about what has to be read first', () => {
    expect(read({ event: thin })).toEqual({ objects: ['re_1'], thin: 're_1' });
  });

  test('of a dispute that was opened begins a case; of one that goes on it is a hint alone', () => {
    const object = { id: 'du_1', object: 'dispute', charge: 'ch_1', payment_intent: 'pi_1' };
    const of = (type: string) => ({ ...snapshot, type, data: { object } });
    const objects = ['du_1', 'pi_1', 'ch_1'];
    expect(read({ event: of('charge.dispute.created') })).toEqual({ objects, opens: 'du_1' });
    for (const type of ['charge.dispute.updated', 'charge.dispute.closed', 'charge.disputed.created'])
      expect(read({ event: of(type) })).toEqual({ objects });
    const begun = { ...thin, type: 'v1.charge.dispute.created', related_object: { id: 'du_1' } };
    expect(read({ event: begun })).toEqual({ objects: ['du_1'], thin: 'du_1', opens: 'du_1' });
    // Whatever else is said to be opened.
    const odd = { ...snapshot, type: 'charge.dispute.created' };
    expect(read({ event: odd })).not.toHaveProperty('opens');
  });

  test('about what nobody watches is no hint', () => {
    const object = { id: 'cus_1', object: 'customer' };
    expect(read({ event: { ...snapshot, data: { object } } })).toEqual({ objects: [] });
    expect(read({ event: { ...thin, related_object: null } })).toEqual({ objects: [] });
  });

  test('is taken under each secret that holds just now', () => {
    for (const secret of receiver.secrets) expect(read({ secret })).toEqual(expect.any(Object));
  });

  test.each<[string, Sent, unknown]>([
    ['signed by another secret', { secret: 'whsec_other' }, 'bad-signature'],
    ['without a signature', { signature: '' }, 'bad-signature'],
    ['with what is no signature', { signature: `t=${NOW},v1=00,v0=11` }, 'bad-signature'],
    ['more than five minutes old', { timestamp: NOW - 301 }, 'too-old'],
    [
      'whose signature is old, beside a time of today',
      { signature: `t=${NOW},${signedBefore}` },
      'bad-signature',
    ],
    [
      'whose signature is old, before a time of today',
      { signature: `${signedBefore},t=${NOW}` },
      'bad-signature',
    ],
    ['dated tomorrow', { timestamp: NOW + 86_400 }, 'from-the-future'],
    ['that is no JSON', { payload: '{' }, 'not-an-event'],
    ['that is something else', { payload: '{"object":"refund","livemode":false}' }, 'not-an-event'],
    ['that is nothing', { payload: 'null' }, 'not-an-event'],
    ['of live mode, for a test key', { event: { ...snapshot, livemode: true } }, 'not-for-us'],
    ['of neither mode', { event: { ...snapshot, livemode: undefined } }, 'not-for-us'],
    ['of an account that is not ours', { event: { ...snapshot, account: 'acct_other' } }, 'not-for-us'],
    ['thin, of an account that is not ours', { event: { ...thin, context: 'acct_other' } }, 'not-for-us'],
  ])('%s is refused', (_, sent, why) => {
    expect(read(sent)).toBe(why);
  });

  test('that was changed on its way is refused', () => {
    const signature = webhooks.generateTestHeaderString({
      payload: JSON.stringify(snapshot),
      secret: 'whsec_new',
      timestamp: NOW,
    });
    expect(read({ payload: JSON.stringify(snapshot).replace('re_1', 're_2'), signature })).toBe(
      'bad-signature',
    );
  });

  test('of the tenant’s own account is taken, and of a live one for a live key', () => {
    const own = { ...receiver, account: 'acct_own' };
    expect(read({ event: { ...snapshot, account: 'acct_own' } }, own)).toEqual(expect.any(Object));
    const live = { ...receiver, live: true };
    expect(read({ event: { ...snapshot, livemode: true } }, live)).toEqual(expect.any(Object));
    expect(read({}, live)).toBe('not-for-us');
  });

  test('with odd ids is no hint: nothing of an event becomes part of a name but what looks like an id', () => {
    for (const id of ['pi_1/../../lane', 'pi_', 'PI_1', 7, { id: 7 }, `pi_${'a'.repeat(200)}`])
      expect(read({ event: { ...snapshot, data: { object: { id } } } })).toEqual({ objects: [] });
  });
});
