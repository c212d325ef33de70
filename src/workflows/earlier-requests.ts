import type { EarlierCase, EarlierIntent } from '../activities/follow-up.ts';
import type { Facts } from '../contracts/reply.ts';
import { type Became, becameOf, type LastSaid } from '../domain/follow-up.ts';
import type { Payment } from '../domain/payment.ts';
import { dayOf } from '../domain/time.ts';
import type { EarlierKind, SpokenRequest } from '../speech/catalogue.ts';
import { paymentFacts } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { termsShown } from './discount-answers.ts';
import type { IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import { refundFacts } from './refund-answers.ts';
import { readNow, type Shown, type Subject, shownOf } from './standing-now.ts';
import { spoken, subscriptionFacts } from './subscription-answers.ts';
import type { Verified } from './verification.ts';

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
  /** Where what the caller answers to a person's question is passed on to. */
  readonly workflow: string;
}

/** What a person wants to know of the caller about a request. */
export function askedOf({ became }: Pick<SpokenRequest, 'became'>): string | undefined {
  return became.kind === 'deciding' || became.kind === 'payment' ? became.asked : undefined;
}

/** All that the caller asked before, newest first, each as Temporal and Stripe have it now. */
export async function earlierRequests(
  start: IntentStart,
  who: Verified,
  reference: string | undefined,
): Promise<EarlierRequest[]> {
  const { tenant, timeZone } = start;
  if (who.keys.length === 0) return [];
  const wanted = { tenant, keys: who.keys, ...(reference !== undefined && { reference }) };
  const isNamed = reference !== undefined;
  const readCases = async () => casesOf(start, who, { all: await reads.earlierCases(wanted), isNamed });
  const [intents, beside] = await Promise.all([reads.earlierIntents(wanted), isNamed ? [] : readCases()]);
  // A reference is of one thing alone: whoever has an intent of it need not wait for cases.
  const cases = isNamed && intents.length === 0 ? await readCases() : beside;
  const asked = intents.filter(isEarlier).map((intent) => ({ intent, subject: subjectOf(intent, who) }));
  const found = await readNow(start, who, asked);
  const now = nowSeconds();
  const requests = asked
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
        ...{ day, became, workflow: intent.workflow },
        ...(subject.action && { action: subject.action }),
        ...(subscription && { subscription: spoken(subscription, timeZone) }),
        facts: requestFacts(intent, { day, became, subject, shown, timeZone }),
      };
    });
  return [...cases, ...requests];
}

/**
 * The cases of the caller's disputes, which they have not opened themselves: that whose reference they name, and those of which
 * a person has asked them something.
 */
async function casesOf(
  { tenant, timeZone }: IntentStart,
  who: Verified,
  { all, isNamed }: { all: readonly EarlierCase[]; isNamed: boolean },
): Promise<EarlierRequest[]> {
  const wanted = all.filter(({ asked }) => isNamed || asked !== undefined);
  const found = await Promise.all(
    wanted.map(async ({ dispute, reference, startedAt, isOver, asked, workflow }) => {
      const { payment } = await reads.readDispute({ tenant, dispute });
      if (!payment || !isTheirs(payment, who)) return [];
      const shown = { payment, day: dayOf(payment.created, timeZone) };
      const became = { kind: 'payment', ...shown, ...(asked !== undefined && { asked }) } as const;
      const day = dayOf(startedAt, timeZone);
      const facts = {
        ...({ reference, intent: 'dispute', date: day } as const),
        status: isOver ? ('done' as const) : ('with_support' as const),
        ...(asked !== undefined && { question: asked }),
        payment: paymentFacts(payment, timeZone),
      };
      return [{ intent: 'dispute' as const, day, became, workflow, facts }];
    }),
  );
  return found.flat();
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
  const question = askedOf({ became });
  const { reason } = (last?.facts ?? {}) as { reason?: string };
  return {
    reference,
    intent,
    date: day,
    // Who cannot say how it went leaves it to a person.
    status: last ? statusShown[last.status] : 'with_support',
    ...(last?.outcome && { outcome: last.outcome }),
    ...(reason !== undefined && { reason }),
    ...(question !== undefined && { question }),
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
