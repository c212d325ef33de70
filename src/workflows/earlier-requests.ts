import type { EarlierIntent } from '../activities/follow-up.ts';
import type { Facts } from '../contracts/reply.ts';
import { type Became, becameOf, type LastSaid } from '../domain/follow-up.ts';
import type { Payment } from '../domain/payment.ts';
import { dayOf } from '../domain/time.ts';
import type { EarlierKind, SpokenRequest } from '../speech/catalogue.ts';
import { paymentFacts } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import type { IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import { refundFacts } from './refund-answers.ts';
import type { Verified } from './verification.ts';

/** What an intent was about, as its last facts say. */
interface Subject {
  readonly payment?: string | undefined;
  /** A refund of that payment that was told of. */
  readonly refund?: string | undefined;
  readonly reason?: string | undefined;
  /** Whether the caller only wanted to know how the payment stands. */
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
  subscription: ({ reason }) => ({ reason: notOfPayments(reason) }),
  discount: ({ reason }) => ({ reason: notOfPayments(reason) }),
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
  { tenant, timeZone }: IntentStart,
  who: Verified,
  reference: string | undefined,
): Promise<EarlierRequest[]> {
  if (who.keys.length === 0) return [];
  const found = await reads.earlierIntents({
    tenant,
    keys: who.keys,
    ...(reference !== undefined && { reference }),
  });
  const asked = found.filter(isEarlier).map((intent) => ({ intent, subject: subjectOf(intent, who) }));
  const named = asked.map(({ subject }) => subject.payment).filter((payment) => payment !== undefined);
  const wanted = [...new Set(named)];
  const read = wanted.length > 0 ? await reads.readPayments({ tenant, payments: wanted }) : [];
  const now = nowSeconds();
  return asked
    .map(({ intent, subject }) => ({
      intent,
      subject,
      payment: read.find(({ payment }) => payment === subject.payment),
    }))
    .filter(({ payment }) => payment === undefined || isTheirs(payment, who))
    .map(({ intent, subject, payment }) => {
      const last = intent.last && lastSaid(intent.last, subject);
      const about = { reference: intent.reference, isQuestion: subject.isQuestion ?? false };
      const became = becameOf(
        { ...about, ...(last && { last }), ...(payment && { payment }) },
        timeZone,
        now,
      );
      const day = dayOf(intent.startedAt, timeZone);
      const facts = requestFacts(intent, { day, became, payment, reason: subject.reason, timeZone });
      return { intent: intent.intent, day, became, facts };
    });
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
  { reason, refund }: Subject,
): LastSaid {
  return {
    status,
    owed,
    ...(outcome && { outcome }),
    ...(support && { support }),
    ...(reason !== undefined && { reason }),
    ...(refund !== undefined && { refund }),
  };
}

interface Shown {
  readonly day: string;
  readonly became: Became;
  readonly payment: Payment | undefined;
  readonly reason: string | undefined;
  readonly timeZone: string;
}

function requestFacts(
  { reference, intent, last }: EarlierIntent,
  { day, became, payment, reason, timeZone }: Shown,
): EarlierRequest['facts'] {
  const made = became.kind === 'refund' || became.kind === 'declined' ? became.refund : undefined;
  const refund = made && refundFacts(made.refund, timeZone);
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
  };
}

const statusShown = { asking: 'open', working: 'open', with_support: 'with_support', done: 'done' } as const;
