import fc from 'fast-check';
import type { CodeStanding, DiscountTerms } from '../../src/domain/discount.ts';
import type { ExpectedBy } from '../../src/domain/expected-answer.ts';
import { type Became, declineReasons, type RefundNow, supportReasons } from '../../src/domain/follow-up.ts';
import type { MaskedContact } from '../../src/domain/message.ts';
import type { Money } from '../../src/domain/money.ts';
import {
  type DisputeOutcome,
  disputeOutcomes,
  type Payment,
  type PaymentFailure,
  type RefundRecord,
  type RefundState,
} from '../../src/domain/payment.ts';
import type { Duration } from '../../src/domain/policy.ts';
import type {
  EarlierKind,
  SpokenCode,
  SpokenPayment,
  SpokenRefund,
  SpokenRequest,
} from '../../src/speech/catalogue.ts';
import { payment, refund } from '../domain/records.ts';

export const everyPaymentState = [
  'succeeded',
  'processing',
  'action_needed',
  'authorized',
  'failed',
  'canceled',
] as const;

export const everyRefundState: readonly RefundState[] = [
  'issued',
  'pending',
  'action_needed',
  'failed',
  'canceled',
  'unknown',
];

export const everyFailure: readonly PaymentFailure[] = [
  'insufficient_funds',
  'card_expired',
  'wrong_security_code',
  'wrong_card_details',
  'authentication_failed',
  'bank_unavailable',
  'limit_exceeded',
  'not_supported',
  'declined',
  'other',
];

export const anyAmount: fc.Arbitrary<Money> = fc.record({
  value: fc.integer({ min: 1, max: 99_999_999 }),
  currency: fc.constantFrom('usd', 'eur', 'gbp', 'cad', 'aud', 'jpy', 'kwd', 'chf', 'huf', 'isk'),
});

export const anyCard = fc.record({
  brand: fc.constantFrom('visa', 'mastercard', 'amex', 'cartes_bancaires', 'bank_account', 'toString'),
  last4: fc.stringMatching(/^\d{4}$/),
});

export const anyContact: fc.Arbitrary<MaskedContact> = fc.oneof(
  fc.record({
    channel: fc.constant('email' as const),
    first: fc.constantFrom('a', 'ä', 'z', '7'),
    domain: fc.constantFrom('example.com', 'mail.example.co.uk'),
  }),
  fc.record({ channel: fc.constant('sms' as const), ending: fc.stringMatching(/^\d{2}$/) }),
);

export const anyDay = fc
  .integer({ min: 0, max: 3_000 })
  .map((days) => new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

export const anyTerms: fc.Arbitrary<DiscountTerms> = fc
  .record({
    off: fc.oneof(
      fc.constantFrom({ percent: 10 }, { percent: 12.5 }, { percent: 100 }),
      fc.record({ amount: anyAmount }),
    ),
    duration: fc.constantFrom<Duration>('once', 'forever', { months: 1 }, { months: 12 }),
    minimum: fc.option(anyAmount, { nil: undefined }),
  })
  .map(({ off, duration, minimum }) => ({
    offer: 'an-offer',
    ...off,
    duration,
    ...(minimum && { minimum }),
  }));

export const anyCode: fc.Arbitrary<SpokenCode> = fc.record({
  terms: anyTerms,
  code: fc.stringMatching(/^[234679ACDEFGHJKMNPQRTUVWXYZ]{8}$/),
  day: anyDay,
});

export const anyStanding = fc.constantFrom<CodeStanding>('unused', 'used', 'ran_out', 'withdrawn');

export const anyPayment: fc.Arbitrary<SpokenPayment> = fc
  .record({
    amount: anyAmount,
    back: fc.constantFrom(0, 0.5, 1),
    state: fc.constantFrom<Payment['state']>(...everyPaymentState),
    failure: fc.option(fc.constantFrom(...everyFailure), { nil: undefined }),
    card: fc.option(anyCard, { nil: undefined }),
    descriptor: fc.option(fc.constant('SANDBOX SHOP'), { nil: undefined }),
    disputed: fc.boolean(),
    dispute: fc.record({
      dispute: fc.constant('du_1'),
      refundable: fc.boolean(),
      outcome: fc.constantFrom(...disputeOutcomes),
    }),
    day: anyDay,
  })
  .map(({ amount, back, state, failure, card, descriptor, disputed, dispute, day }) => {
    const { card: _card, ...bare } = payment({ amount, state, disputed });
    return {
      day,
      payment: {
        ...bare,
        refunded: Math.floor(amount.value * back),
        disputes: disputed ? [dispute] : [],
        ...(card && { card }),
        ...(failure && { failure }),
        ...(descriptor !== undefined && { statementDescriptor: descriptor }),
      },
    };
  });

export const refundOf = (state: RefundState, of: Partial<RefundRecord> = {}): RefundRecord =>
  refund({ state, reference: 'R7K-2MX', ...of });

export const anyRefund: fc.Arbitrary<SpokenRefund> = fc
  .record({
    amount: anyAmount,
    state: fc.constantFrom(...everyRefundState),
    reference: fc.option(fc.constant('R7K-2MX'), { nil: undefined }),
    day: anyDay,
  })
  .map(({ amount, state, reference, day }) => ({
    day,
    refund: refund({ amount, state, ...(reference !== undefined && { reference }) }),
  }));

const keyOf = <Key extends string>(all: Record<Key, true>) => fc.constantFrom(...(Object.keys(all) as Key[]));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

export const anySupportReason = keyOf(supportReasons);

const anyDeclineReason = keyOf(declineReasons);

const anyRefundNow: fc.Arbitrary<RefundNow> = fc
  .record({
    spoken: anyRefund,
    arrivesBy: anyDay,
    overdue: fc.boolean(),
    arn: maybe(fc.stringMatching(/^\d{23}$/)),
  })
  .map(({ spoken: { refund, day }, arrivesBy, overdue, arn }) => {
    const told = { refund: { ...refund, ...(arn !== undefined && { bankReference: arn }) }, day };
    return refund.state === 'issued' ? { ...told, arrivesBy, overdue } : { ...told, overdue: false };
  });

/** Of a morning: English says the hours of an afternoon by other figures than other languages do. */
export const anyExpectedBy: fc.Arbitrary<ExpectedBy> = fc.record({
  when: fc.constantFrom('today', 'tomorrow', 'later'),
  day: anyDay,
  hour: fc.integer({ min: 2, max: 11 }),
});

/** What a person of support asks a caller, in their own words. */
export const aQuestion = fc.constantFrom('Welche Farbe war es?', 'Was it the blue one', 'Quel colis?');

/** Any that a kind of it has; the compiler names a kind that is missing. */
const anyBecame: { readonly [Kind in Became['kind']]: fc.Arbitrary<Extract<Became, { kind: Kind }>> } = {
  refund: anyRefundNow.map((refund) => ({ kind: 'refund', refund })),
  payment: fc
    .record({ payment: anyPayment, asked: maybe(aQuestion) })
    .map(({ payment, asked }) => ({ kind: 'payment', ...payment, ...(asked !== undefined && { asked }) })),
  code: fc
    .record({ code: anyCode, standing: anyStanding })
    .map(({ code: { terms, code, day }, standing }) => ({
      kind: 'code',
      code: { promotion: 'promo_1', code, terms, expires: 0, created: 0, state: 'usable' },
      standing,
      day,
    })),
  answered: fc.constant({ kind: 'answered' }),
  done: fc.boolean().map((overtaken) => ({ kind: 'done', ...(overtaken && { overtaken }) })),
  deciding: fc
    .record({ reason: maybe(anySupportReason), by: maybe(anyExpectedBy), asked: maybe(aQuestion) })
    .map(({ reason, by, asked }) => ({
      kind: 'deciding',
      ...(reason && { reason }),
      ...(by && { by }),
      ...(asked !== undefined && { asked }),
    })),
  being_confirmed: fc.constant({ kind: 'being_confirmed' }),
  declined: fc
    .record({ reason: maybe(anyDeclineReason), refund: maybe(anyRefundNow) })
    .map(({ reason, refund }) => ({
      kind: 'declined',
      ...(reason && { reason }),
      ...(refund && { refund }),
    })),
  stopped: fc.constant({ kind: 'stopped' }),
  failed: fc.constant({ kind: 'failed' }),
  taken_over: fc.constant({ kind: 'taken_over' }),
  open: fc.constantFrom('answer', 'us').map((waitsFor) => ({ kind: 'open', waitsFor })),
  unknown: fc.constant({ kind: 'unknown' }),
};

const earlierKinds: Record<EarlierKind, true> = {
  payment_confirmation: true,
  refund: true,
  discount: true,
  dispute: true,
  subscription: true,
};

export const anyRequest: fc.Arbitrary<SpokenRequest> = fc.record({
  intent: keyOf(earlierKinds),
  day: anyDay,
  became: fc.oneof(...Object.values(anyBecame)),
});

export const anyEnding = keyOf<Exclude<DisputeOutcome, 'open'>>({ won: true, lost: true, closed: true });
