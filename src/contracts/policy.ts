import { z } from 'zod';
import { defaultPolicy } from '../domain/policy.ts';
import { sensitiveWords } from '../domain/sensitive.ts';
import { peoplePolicy } from './people.ts';

const currency = z.string().regex(/^[a-z]{3}$/);
const amount = z.int().min(0).describe('Minor units');
const refundDefaults = defaultPolicy.refund;

const refundPolicy = z.strictObject({
  windowDays: z.int().min(1).default(refundDefaults.windowDays),
  partial: z.boolean().default(refundDefaults.partial),
  periodDays: z.int().min(1).max(180).default(refundDefaults.periodDays),
  countPerCustomer: z.int().min(0).default(refundDefaults.countPerCustomer),
  authenticateAbove: z
    .record(currency, amount)
    .exactOptional()
    .describe('Of one payment in all, this refund included; beyond it a one-time code is asked for'),
  caps: z
    .record(currency, z.strictObject({ perPayment: amount, perCustomer: amount }))
    .default({ ...refundDefaults.caps }),
});

const discountDefaults = defaultPolicy.discount;
const someAmount = z.strictObject({ value: z.int().min(1), currency });

const offer = z
  .strictObject({
    percent: z.number().min(0.01).max(100).exactOptional(),
    amount: someAmount.exactOptional(),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,38}$/)
      .describe('Stands on the codes at Stripe: never used for another offer'),
    duration: z
      .union([z.enum(['once', 'forever']), z.strictObject({ months: z.int().min(1).max(36) })])
      .default('once')
      .describe('Which bills of a subscription it is taken off of'),
    minimum: someAmount.exactOptional().describe('What an order has to come to'),
    validDays: z.int().min(1).max(365).default(30),
    countPerCustomer: z.int().min(0).default(1),
    periodDays: z.int().min(1).max(365).default(30),
    words: z
      .array(z.string().min(3).max(100))
      .default([])
      .describe('What callers call it, where they name neither percentage nor amount'),
  })
  .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
    error: 'Must have either a percent or an amount.',
    path: ['percent'],
  })
  .transform(({ percent, amount, ...terms }) =>
    amount === undefined ? { ...terms, percent: percent ?? 0 } : { ...terms, amount },
  );

const discountPolicy = z.strictObject({
  offers: z
    .array(offer)
    .max(20)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Must have different ids.')
    .default(discountDefaults.offers.map((one) => ({ ...one, words: [...one.words] }))),
  approvedValidDays: z.int().min(1).max(365).default(discountDefaults.approvedValidDays),
});

const guardDefaults = defaultPolicy.guard;

const guardPolicy = z.strictObject({
  failures: z.int().min(1).max(100).default(guardDefaults.failures),
  periodSeconds: z.int().min(60).max(2_592_000).default(guardDefaults.periodSeconds),
  lockSeconds: z.int().min(1).max(2_592_000).default(guardDefaults.lockSeconds),
  codesPerHour: z.int().min(1).max(10).default(guardDefaults.codesPerHour),
});

const codeDefaults = defaultPolicy.oneTimeCode;

const codePolicy = z.strictObject({
  validSeconds: z.int().min(1).max(600).default(codeDefaults.validSeconds),
  tries: z.int().min(1).max(5).default(codeDefaults.tries),
});

const subscriptionDefaults = defaultPolicy.subscription;
const actions = z.array(z.enum(['cancel', 'cancel_now', 'keep', 'pause', 'resume'])).readonly();

const subscriptionPolicy = z.strictObject({
  allows: actions
    .default(subscriptionDefaults.allows)
    .describe('Changes that are made; all of them take a one-time code'),
  asks: actions.default(subscriptionDefaults.asks).describe('Changes that a person decides on'),
  pause: z
    .strictObject({
      behavior: z
        .enum(['void', 'keep_as_draft', 'mark_uncollectible'])
        .default(subscriptionDefaults.pause.behavior),
      days: z.int().min(1).max(365).default(subscriptionDefaults.pause.days),
    })
    .default(subscriptionDefaults.pause),
  retention: z
    .strictObject({
      percentOff: z.int().min(1).max(100),
      months: z.int().min(1).max(24),
      periodDays: z.int().min(1).max(730).default(180),
    })
    .exactOptional()
    .describe('What is offered to a customer who cancels, once within the period'),
});

const messagePolicy = z.strictObject({
  outcomes: z
    .boolean()
    .default(true)
    .describe('How a request ended that waited for a person, and what was changed or given in a call'),
  questions: z.boolean().default(true).describe('What a person asks of whom they decide about'),
  refunds: z.boolean().default(true).describe('A refund that came back, or whose payment was disputed since'),
  disputes: z
    .boolean()
    .default(true)
    .describe('What was refunded for a dispute, and how one ended that they have spoken of with us'),
});

const sensitivePolicy = z.strictObject({
  words: z
    .record(
      z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
      z.array(z.string().regex(/\p{L}/u, 'Must hold a letter.').max(100)).max(200),
    )
    .default({})
    .describe('By language, in place of its own: whole words, or beginnings of words that end in *')
    .transform((own) => ({ ...sensitiveWords, ...own })),
  handOver: z
    .boolean()
    .default(true)
    .describe('Whether a caller who says one of them is handed over at once'),
});

/** A tenant's own limits, with what holds where it sets nothing. */
export const policy = z.strictObject({
  budgetMilliseconds: z.int().min(800).max(10_000).default(defaultPolicy.budgetMilliseconds),
  silenceSeconds: z.int().min(1).max(3_600).default(defaultPolicy.silenceSeconds),
  identityTries: z.int().min(1).max(10).default(defaultPolicy.identityTries),
  guard: guardPolicy.default(guardDefaults),
  oneTimeCode: codePolicy.default(codeDefaults),
  recentDays: z.int().min(1).max(730).default(defaultPolicy.recentDays),
  settleSeconds: z.int().min(1).max(3_600).default(defaultPolicy.settleSeconds),
  refund: refundPolicy.default(refundDefaults),
  subscription: subscriptionPolicy.default(subscriptionDefaults),
  discount: discountPolicy.prefault({}),
  people: peoplePolicy.prefault({}),
  messages: messagePolicy.prefault({}).describe('What callers are written to of'),
  sensitive: sensitivePolicy.prefault({}),
});
