import type { EarlierIntent } from '../activities/follow-up.ts';
import type { Facts } from '../contracts/reply.ts';
import type { DiscountRecord } from '../domain/discount.ts';
import { type Became, becameOf, type LastSaid } from '../domain/follow-up.ts';
import type { Payment } from '../domain/payment.ts';
import type { Subscription } from '../domain/subscription.ts';
import { type ChangeAction, isSo } from '../domain/subscription-change.ts';
import { dayOf } from '../domain/time.ts';
import type { EarlierKind, SpokenRequest } from '../speech/catalogue.ts';
import { paymentFacts } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { termsShown } from './discount-answers.ts';
import type { IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import { refundFacts } from './refund-answers.ts';
import { spoken, subscriptionFacts } from './subscription-answers.ts';
import type { Verified } from './verification.ts';

/** What an intent was about, as its last facts say. */
interface Subject {
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

/** Each kind of intent that can be asked about has its line here. */
const subjects: { readonly [K in EarlierKind]: (facts: Facts[K]) => Subject } = {
  payment_confirmation: ({ payments }) => ({ payment: payments?.[0]?.payment, isQuestion: true }),
  refund: ({ payment, refund, reason }) => ({ payment: payment?.payment, refund: refund?.refund, reason }),
  dispute: ({ payment, refund, reason, dispute }) => ({
    ...{ payment: payment?.payment, refund: refund?.refund, reason },
    // What became of it is how the payment stands at the bank.
    isQuestion: dispute !== undefined,
  }),
  subscription: ({ subscriptions, change, reason }) => ({
    subscription: subscriptions?.[0]?.subscription,
    action: change?.action,
    reason: notOfPayments(reason),
    isQuestion: change === undefined,
  }),
  discount: ({ discount, reason }) => ({ code: discount?.code, reason: notOfPayments(reason) }),
};

/** What else Stripe has refused is told without this reason, which is said of payments. */
function notOfPayments(reason: string | undefined): string | undefined {
  return reason === 'refused_by_stripe' ? undefined : reason;
}

/** What an intent was about, as its facts say. */
export function subjectIn(intent: EarlierKind, facts: object): Subject {
  return (subjects[intent] as (facts: object) => Subject)(facts);
}

/** Something that was asked before: how it is said, and its facts. */
export interface EarlierRequest extends SpokenRequest {
  readonly facts: NonNullable<Facts['follow_up']['requests']>[number];
}

/** All that the caller asked before, newest first, each as Temporal and Stripe have it now. */
export async function earlierRequests(
  start: IntentStart,
  who: Verified,
  reference: string | undefined,
): Promise<EarlierRequest[]> {
  const { tenant, timeZone } = start;
  if (who.keys.length === 0) return [];
  const intents = await reads.earlierIntents({
    tenant,
    keys: who.keys,
    ...(reference !== undefined && { reference }),
  });
  const asked = intents.filter(isEarlier).map((intent) => ({ intent, subject: subjectOf(intent, who) }));
  const found = await readNow(start, who, asked);
  const now = nowSeconds();
  return asked
    .map(({ intent, subject }) => ({ intent, subject, shown: shownOf(intent, subject, found) }))
    .filter(({ shown: { payment } }) => payment === undefined || isTheirs(payment, who))
    .map(({ intent, subject, shown }) => {
      const last = intent.last && lastSaid(intent.last, subject);
      const { subscription, ...more } = shown;
      const about = { reference: intent.reference, isQuestion: subject.isQuestion ?? false, ...more };
      const became = becameOf({ ...about, ...(last && { last }) }, timeZone, now);
      const day = dayOf(intent.startedAt, timeZone);
      return {
        intent: intent.intent,
        ...{ day, became },
        ...(subject.action && { action: subject.action }),
        ...(subscription && { subscription: spoken(subscription, timeZone) }),
        facts: requestFacts(intent, { day, became, subject, shown, timeZone }),
      };
    });
}

/** Something that was asked before, and what it was about. */
interface Asked {
  readonly intent: EarlierIntent<EarlierKind>;
  readonly subject: Subject;
}

/** What Stripe shows now of all that was asked about. */
interface Found {
  readonly payments: readonly Payment[];
  /** Of the caller alone. */
  readonly subscriptions: readonly Subscription[];
  readonly codes: readonly DiscountRecord[];
}

async function readNow({ tenant }: IntentStart, who: Verified, asked: readonly Asked[]): Promise<Found> {
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
interface Shown {
  readonly payment?: Payment;
  readonly subscription?: Subscription;
  readonly code?: DiscountRecord;
  /** Whether what was done to the subscription is not so any more. */
  readonly overtaken: boolean;
}

function shownOf({ intent, reference }: EarlierIntent, subject: Subject, found: Found): Shown {
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

function isEarlier(found: EarlierIntent): found is EarlierIntent<EarlierKind> {
  return Object.hasOwn(subjects, found.intent);
}

/** What is not said by the intent itself is found by its mark at Stripe. */
function subjectOf({ intent, reference, last }: EarlierIntent<EarlierKind>, { history }: Verified): Subject {
  const subject = subjectIn(intent, last?.facts ?? {});
  const made = history.find((refund) => refund.reference === reference);
  return { ...subject, payment: subject.payment ?? made?.payment };
}

function isTheirs({ customer, payment }: Payment, { customers, proof }: Verified): boolean {
  return (
    customers.some((own) => own.customer === customer) || proof.some((proved) => proved.payment === payment)
  );
}

function lastSaid(
  { status, outcome, owed, support }: NonNullable<EarlierIntent['last']>,
  { reason, refund, code }: Subject,
): LastSaid {
  return {
    status,
    owed,
    ...(outcome && { outcome }),
    ...(support && { support }),
    ...(reason !== undefined && { reason }),
    ...(refund !== undefined && { refund }),
    hadCode: code !== undefined,
  };
}

interface Told {
  readonly day: string;
  readonly became: Became;
  readonly subject: Subject;
  readonly shown: Shown;
  readonly timeZone: string;
}

function requestFacts(
  { reference, intent, last }: EarlierIntent,
  { day, became, subject: { action }, shown, timeZone }: Told,
): EarlierRequest['facts'] {
  const made = became.kind === 'refund' || became.kind === 'declined' ? became.refund : undefined;
  const refund = made && refundFacts(made.refund, timeZone);
  const { payment, subscription, overtaken } = shown;
  const { reason } = (last?.facts ?? {}) as { reason?: string };
  return {
    reference,
    intent,
    date: day,
    // Who cannot say how it went leaves it to a person.
    status: last ? statusShown[last.status] : 'with_support',
    ...(last?.outcome && { outcome: last.outcome }),
    ...(reason !== undefined && { reason }),
    ...(payment && { payment: paymentFacts(payment, timeZone) }),
    ...(refund && { refund }),
    ...(subscription && { subscription: subscriptionFacts(subscription, timeZone) }),
    ...(action && { change: { action, overtaken } }),
    ...(became.kind === 'code' && {
      discount: {
        ...termsShown(became.code.terms),
        ...{ code: became.code.code, expiresOn: became.day, state: became.standing },
      },
    }),
  };
}

const statusShown = { asking: 'open', working: 'open', with_support: 'with_support', done: 'done' } as const;
