import fc from 'fast-check';
import type { DiscountRefusal, DiscountSupportReason } from '../../src/domain/discount.ts';
import { MOST_TOLD } from '../../src/domain/follow-up.ts';
import type { FinalRefusal } from '../../src/domain/refund.ts';
import type { IdentityFact } from '../../src/domain/verification.ts';
import type { Catalogue } from '../../src/speech/catalogue.ts';
import {
  anyAmount,
  anyCard,
  anyCode,
  anyContact,
  anyDay,
  anyEnding,
  anyExpectedBy,
  anyPayment,
  anyRefund,
  anyRequest,
  anyStanding,
  anySupportReason,
  anyTerms,
  aQuestion,
} from './spoken.ts';
import { anyAction, anyChange, anyChangeRefusal, anyOffer, anySubscription } from './subscriptions.ts';

/** Arguments to try every sentence with: one that is added to the catalogue does not compile without its own. */
export type Samples = {
  readonly [Group in Exclude<keyof Catalogue, 'terms'>]: {
    readonly [Name in keyof Catalogue[Group]]: Catalogue[Group][Name] extends (...args: infer Args) => string
      ? fc.Arbitrary<Args>
      : never;
  };
};

const nothing = fc.constant<[]>([]);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const only = <T>(value: fc.Arbitrary<T>) => value.map((one): [T] => [one]);

const someFacts = fc.subarray<IdentityFact>(['last4', 'amount', 'date', 'postalCode'], { minLength: 1 });

const refusals: Record<FinalRefusal, true> = {
  not_paid: true,
  disputed: true,
  already_refunded: true,
  too_old: true,
  partial_not_allowed: true,
  refused_by_support: true,
  expired: true,
  refused_by_stripe: true,
};

const keyOf = <Key extends string>(all: Record<Key, true>) => fc.constantFrom(...(Object.keys(all) as Key[]));

const aboutRefund = fc.record({ amount: anyAmount, reference: fc.constant('R7K-2MX') });

/** Several payments, as a language names each of them. */
const severalIn = ({ stage }: Catalogue) =>
  fc.array(anyPayment, { minLength: 1, maxLength: 4 }).map((payments) => payments.map(stage.option));

const offersIn = ({ discount }: Catalogue) =>
  fc.array(anyTerms, { minLength: 2, maxLength: 3 }).map((terms) => terms.map(discount.option));

/** A request, maybe about a subscription, and what was done to it. */
const anyAsked = fc
  .record({ request: anyRequest, action: maybe(anyAction), one: maybe(anySubscription) })
  .map(({ request, action, one }) => ({
    ...request,
    ...(action && { action }),
    ...(one && { subscription: one }),
  }));

export const samplesIn = (words: Catalogue): Samples => ({
  stage: {
    askContact: nothing,
    askIdentity: only(someFacts),
    askMore: only(someFacts),
    askAgain: fc.tuple(someFacts, fc.integer({ min: 1, max: 9 })),
    askWhich: only(severalIn(words)),
    option: only(anyPayment),
    earlierPayment: nothing,
    notVerified: nothing,
    lockedOut: nothing,
    noSuchPayment: nothing,
    silence: nothing,
    canceled: nothing,
    tooManyTurns: nothing,
    failed: nothing,
    handedOver: nothing,
    working: nothing,
    notHeard: nothing,
  },
  one_time_code: {
    contact: only(anyContact),
    askWhere: only(
      fc.array(anyContact, { minLength: 2, maxLength: 2 }).map((all) => all.map(words.one_time_code.contact)),
    ),
    sending: nothing,
    askCode: only(anyContact),
    sentAnew: only(anyContact),
    ranOut: only(anyContact),
    askAgain: only(fc.integer({ min: 1, max: 9 })),
    noMoreNow: nothing,
    wrong: nothing,
    tooMany: nothing,
    noContact: nothing,
    subject: nothing,
    message: fc.tuple(fc.stringMatching(/^\d{6}$/), anyAmount.map(words.refund.purpose)),
  },
  payment_confirmation: {
    answer: only(anyPayment),
    askWait: only(anyPayment),
    waiting: nothing,
  },
  refund: {
    askAmount: fc.tuple(anyAmount, maybe(anyRefund)),
    confirm: only(fc.record({ amount: anyAmount, card: maybe(anyCard), day: anyDay, partial: fc.boolean() })),
    confirmAnother: only(fc.record({ amount: anyAmount, earlier: anyRefund })),
    declinedByCaller: nothing,
    withSupport: only(anySupportReason),
    sending: nothing,
    purpose: only(anyAmount),
    beingConfirmed: only(anyAmount),
    issued: fc.tuple(
      anyRefund.map(({ refund }) => refund),
      maybe(anyCard),
    ),
    already: only(anyRefund),
    refused: fc.tuple(keyOf(refusals), fc.record({ payment: anyPayment, earlier: maybe(anyRefund) })),
  },
  settlement: {
    subject: nothing,
    cameBack: only(aboutRefund),
    disputed: only(aboutRefund),
  },
  discount: {
    askPromise: nothing,
    askHowMuch: nothing,
    askWhich: only(offersIn(words)),
    askMeant: only(offersIn(words).map(([first = '']) => [first, words.discount.somethingElse()])),
    somethingElse: nothing,
    option: only(anyTerms),
    withSupport: only(keyOf<DiscountSupportReason>({ not_covered: true, code_count: true, guest: true })),
    making: nothing,
    beingConfirmed: only(anyTerms),
    issued: fc.tuple(anyCode, maybe(fc.constantFrom('email' as const, 'sms' as const))),
    already: only(anyCode),
    standing: fc.tuple(anyCode, anyStanding),
    alreadyBeingConfirmed: only(anyTerms),
    refused: only(
      keyOf<DiscountRefusal>({ refused_by_support: true, expired: true, refused_by_stripe: true }),
    ),
    subject: nothing,
    message: only(anyCode),
  },
  dispute: {
    askWhat: nothing,
    open: only(
      fc.record({
        stage: fc.constantFrom('inquiry' as const, 'chargeback' as const),
        amount: anyAmount,
        day: anyDay,
      }),
    ),
    over: only(fc.record({ outcome: anyEnding, amount: anyAmount, day: anyDay })),
    offerRefund: only(fc.record({ amount: anyAmount, card: maybe(anyCard), day: anyDay })),
    withSupport: nothing,
    subject: nothing,
    asks: only(
      fc.record({
        text: fc.constant('Which of our shops were you in?'),
        reference: fc.constant('R7K-2MX'),
      }),
    ),
    refunded: only(
      fc.record({
        refund: anyAmount,
        amount: anyAmount,
        day: anyDay,
        reference: fc.constant('R7K-2MX'),
      }),
    ),
    message: only(
      fc.record({
        outcome: anyEnding,
        amount: anyAmount,
        day: anyDay,
        reference: fc.constant('R7K-2MX'),
      }),
    ),
  },
  follow_up: {
    one: only(anyAsked),
    several: fc.tuple(fc.array(anyAsked, { minLength: 2, maxLength: MOST_TOLD }), fc.boolean()),
    askAnswer: nothing,
    passedOn: nothing,
    nothing: nothing,
    unknownReference: nothing,
    subject: nothing,
    written: fc.tuple(anyAsked, fc.constant('R7K-2MX')),
  },
  support: {
    answerBy: only(anyExpectedBy),
    hasAsked: only(aQuestion),
    subject: nothing,
    asks: only(aQuestion.map((text) => ({ text, reference: 'R7K-2MX' }))),
  },
  subscription: {
    none: nothing,
    askWhich: only(
      fc
        .array(anySubscription, { minLength: 1, maxLength: 4 })
        .map((all) => all.map((one) => words.subscription.option(one, false))),
    ),
    option: fc.tuple(anySubscription, fc.boolean()),
    another: nothing,
    status: only(anySubscription),
    standing: fc.tuple(anySubscription, fc.boolean()),
    confirm: only(anyChange),
    offer: fc.tuple(anyOffer, anySubscription),
    declinedByCaller: nothing,
    purpose: only(anyAction),
    withSupport: nothing,
    sending: nothing,
    beingConfirmed: nothing,
    done: fc.tuple(anyChange, fc.boolean()),
    already: only(anyChange),
    refused: fc.tuple(anyChangeRefusal, anySubscription),
    subject: nothing,
    message: fc.tuple(anyChange, fc.constant('R7K-2MX')),
  },
});
