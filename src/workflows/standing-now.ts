import type { EarlierIntent } from '../activities/follow-up.ts';
import type { DiscountRecord } from '../domain/discount.ts';
import type { Payment } from '../domain/payment.ts';
import type { Subscription } from '../domain/subscription.ts';
import { type ChangeAction, isSo } from '../domain/subscription-change.ts';
import type { EarlierKind } from '../speech/catalogue.ts';
import type { IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import type { Verified } from './verification.ts';

/** What an intent was about, as its last facts say. */
export interface Subject {
  readonly payment?: string | undefined;
  /** A refund of that payment that was told of. */
  readonly refund?: string | undefined;
  readonly subscription?: string | undefined;
  /** What was done to that subscription. */
  readonly action?: ChangeAction | undefined;
  /** The name of the code that it told of. */
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  /** Whether the caller only wanted to know how it stands. */
  readonly isQuestion?: boolean;
}

/** Something that was asked before, and what it was about. */
export interface Asked {
  readonly intent: EarlierIntent<EarlierKind>;
  readonly subject: Subject;
}

/** What Stripe shows now of all that was asked about. */
export interface Found {
  readonly payments: readonly Payment[];
  /** Of the caller alone. */
  readonly subscriptions: readonly Subscription[];
  readonly codes: readonly DiscountRecord[];
}

/** Reads all that was asked about, where there is such a thing. */
export async function readNow(
  { tenant }: IntentStart,
  who: Verified,
  asked: readonly Asked[],
): Promise<Found> {
  const named = <T>(of: (subject: Subject) => T | undefined) => [
    ...new Set(asked.flatMap(({ subject }) => of(subject) ?? [])),
  ];
  const payments = named(({ payment }) => payment);
  const codes = named(({ code }) => code);
  const customers = who.customers.map(({ customer }) => customer);
  const hasSubscriptions = named(({ subscription }) => subscription).length > 0 && customers.length > 0;
  const hasCodes = asked.some(({ intent }) => intent.intent === 'discount');
  const [foundPayments, subscriptions, foundCodes] = await Promise.all([
    payments.length > 0 ? reads.readPayments({ tenant, payments }) : [],
    hasSubscriptions ? reads.readSubscriptions({ tenant, customers }) : [],
    // A guest's is of no customer: it is found by its name alone.
    hasCodes ? reads.readCodes({ tenant, customers, names: customers.length > 0 ? [] : codes }) : [],
  ]);
  return { payments: foundPayments, subscriptions, codes: foundCodes };
}

/** What Stripe shows now of one of them. */
export interface Shown {
  readonly payment?: Payment;
  readonly subscription?: Subscription;
  readonly code?: DiscountRecord;
  /** Whether what was done to the subscription is not so any more. */
  readonly overtaken: boolean;
}

/** What of all that is shown now one request was about. */
export function shownOf({ intent, reference }: EarlierIntent, subject: Subject, found: Found): Shown {
  const payment = found.payments.find((one) => one.payment === subject.payment);
  const subscription = found.subscriptions.find((one) => one.subscription === subject.subscription);
  const code =
    intent === 'discount'
      ? found.codes.find((one) =>
          subject.code === undefined ? one.reference === reference : one.code === subject.code,
        )
      : undefined;
  const { action } = subject;
  return {
    ...(payment && { payment }),
    ...(subscription && { subscription }),
    ...(code && { code }),
    overtaken:
      subscription !== undefined &&
      action !== undefined &&
      action !== 'accept_offer' &&
      !isSo(action, subscription),
  };
}
