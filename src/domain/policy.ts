import type { GuardPolicy } from './guard.ts';
import type { MessagePolicy } from './message.ts';
import type { Money } from './money.ts';
import type { PeoplePolicy, TaskTerms } from './people.ts';
import { type SensitivePolicy, sensitiveWords } from './sensitive.ts';
import type { PauseBehavior, SubscriptionAction } from './subscription.ts';

/** Limits on refunds without a person, per currency and in its minor units. */
export interface RefundCaps {
  /** Of one payment in all, earlier refunds included. */
  readonly perPayment: number;
  /** Of one customer within the period. */
  readonly perCustomer: number;
}

/** A tenant's limits on refunds. Above the caps a person decides; what the rest forbids is refused. */
export interface RefundPolicy {
  readonly windowDays: number;
  readonly partial: boolean;
  readonly periodDays: number;
  /** How many refunds a customer may have within the period, this one included. */
  readonly countPerCustomer: number;
  /** What one payment has given back in all, this refund included, beyond which a one-time code is asked for. */
  readonly authenticateAbove?: Readonly<Record<string, number>>;
  /** Only these currencies are refunded without a person. */
  readonly caps: Readonly<Record<string, RefundCaps>>;
}

/** How long a one-time code holds, and how many times it may be said wrong. */
export interface CodePolicy {
  readonly validSeconds: number;
  readonly tries: number;
}

/** What may be offered to a customer who cancels, once within the period: so many percent off for so many months. */
export interface RetentionPolicy {
  readonly percentOff: number;
  readonly months: number;
  readonly periodDays: number;
}

/** Which changes of a subscription are made, and which a person is asked about; all others are refused. */
export interface SubscriptionPolicy {
  readonly allows: readonly SubscriptionAction[];
  readonly asks: readonly SubscriptionAction[];
  /** What becomes of the invoices of a pause, and when it ends by itself. */
  readonly pause: { readonly behavior: PauseBehavior; readonly days: number };
  readonly retention?: RetentionPolicy;
}

/** What is taken off. */
export type Reduction = { readonly percent: number } | { readonly amount: Money };

/** Which bills a reduction is taken off of: the next one, those of so many months, or all. */
export type Duration = 'once' | 'forever' | { readonly months: number };

/** A discount that a caller may have been promised, as a template of one-time codes. */
export type DiscountOffer = Reduction & {
  readonly id: string;
  readonly duration: Duration;
  /** What an order has to come to. */
  readonly minimum?: Money;
  /** How long a code can be redeemed. */
  readonly validDays: number;
  /** How many codes a customer may have within the period, this one included. */
  readonly countPerCustomer: number;
  readonly periodDays: number;
  /** What callers call it, where they name neither its percentage nor its amount. */
  readonly words: readonly string[];
};

/** A tenant's discounts. What no offer covers a person decides. */
export interface DiscountPolicy {
  readonly offers: readonly DiscountOffer[];
  /** How long a code can be redeemed that a person granted. */
  readonly approvedValidDays: number;
}

/** A tenant's own limits. */
export interface Policy {
  /** How long the agent may be kept waiting for a reply, milliseconds. */
  readonly budgetMilliseconds: number;
  /** How long a question waits for its answer before the caller counts as gone. */
  readonly silenceSeconds: number;
  /** How many times an intent may be told wrong facts. */
  readonly identityTries: number;
  readonly guard: GuardPolicy;
  readonly oneTimeCode: CodePolicy;
  /** How old a payment may be to prove an identity or be spoken of. */
  readonly recentDays: number;
  /** How long an intent waits in the call for a payment to settle. */
  readonly settleSeconds: number;
  readonly refund: RefundPolicy;
  readonly subscription: SubscriptionPolicy;
  readonly discount: DiscountPolicy;
  readonly people: PeoplePolicy;
  /** Absent in what began before there was any: then all are written. */
  readonly messages?: MessagePolicy;
  /** Absent in what began before there was any: then no word is. */
  readonly sensitive?: SensitivePolicy;
}

const terms = (priority: TaskTerms['priority'], hours: number, expireHours?: number): TaskTerms => ({
  priority,
  role: 'agent',
  dueMinutes: hours * 60,
  remindMinutes: Math.min(60, (hours * 60) / 4),
  ...(expireHours !== undefined && { expireMinutes: expireHours * 60 }),
});

const WEEK_HOURS = 7 * 24;

const defaultPeople: PeoplePolicy = {
  terms: {
    approve_refund: terms('normal', 8, WEEK_HOURS),
    approve_change: terms('normal', 8, WEEK_HOURS),
    approve_discount: terms('normal', 8, WEEK_HOURS),
    verify_caller: terms('high', 4, WEEK_HOURS),
    resolve_dispute: terms('high', 24),
    failed_refund: terms('high', 8),
    difference: terms('normal', 24),
    unknown_refund: terms('urgent', 1),
    unknown_change: terms('urgent', 1),
    unknown_discount: terms('urgent', 1),
    unknown_dispute: terms('urgent', 1),
    lift_lockout: terms('normal', 1),
  },
  limits: {
    agent: { usd: 500_00, eur: 500_00 },
    supervisor: { usd: 5_000_00, eur: 5_000_00 },
  },
  secondAbove: { usd: 1_000_00, eur: 1_000_00 },
  claimSeconds: 300,
};

const defaultOffer = {
  duration: 'once',
  validDays: 30,
  countPerCustomer: 1,
  periodDays: 30,
  words: [],
} as const;

/** What holds for a tenant that sets nothing else, and for `demo`. */
export const defaultPolicy: Policy = {
  budgetMilliseconds: 2_500,
  silenceSeconds: 90,
  identityTries: 3,
  guard: { failures: 10, periodSeconds: 86_400, lockSeconds: 3_600, codesPerHour: 3 },
  oneTimeCode: { validSeconds: 300, tries: 5 },
  recentDays: 180,
  settleSeconds: 300,
  refund: {
    windowDays: 90,
    partial: true,
    periodDays: 30,
    countPerCustomer: 3,
    caps: {
      usd: { perPayment: 200_00, perCustomer: 400_00 },
      eur: { perPayment: 200_00, perCustomer: 400_00 },
    },
  },
  subscription: {
    allows: ['cancel', 'keep', 'pause', 'resume'],
    asks: ['cancel_now'],
    pause: { behavior: 'void', days: 30 },
  },
  discount: {
    offers: [
      { id: 'ten-percent', percent: 10, ...defaultOffer },
      { id: 'five-dollars', amount: { value: 5_00, currency: 'usd' }, ...defaultOffer },
    ],
    approvedValidDays: 30,
  },
  people: defaultPeople,
  messages: { outcomes: true, questions: true, refunds: true, disputes: true },
  sensitive: { words: sensitiveWords, handOver: true },
};
