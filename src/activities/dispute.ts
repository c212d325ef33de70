import { Context } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Dispute, DisputeDecision } from '../domain/dispute.ts';
import { caseWorkflow } from '../domain/dispute-case.ts';
import type { CallKnown, EvidenceCase, WordsHeard } from '../domain/evidence.ts';
import type { WriteOutcome } from '../domain/lane.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { DAY_SECONDS, dayOf } from '../domain/time.ts';
import { readProfile } from '../stripe/customers.ts';
import { answerDispute, findDispute, listDisputes } from '../stripe/disputes.ts';
import { readCustomer, readPayment } from '../stripe/payments.ts';
import { type HeardOfDispute, heard as heardOf } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { type EarlierIntent, followUpActivities } from './follow-up.ts';
import { reading } from './reading.ts';
import { signalWithStart } from './signal-with-start.ts';
import type { World } from './world.ts';

/** A dispute and its payment as they are now; neither where Stripe knows no such dispute. */
export interface DisputeRead {
  readonly dispute?: Dispute;
  readonly payment?: Payment;
}

/** What is known of whoever paid, besides. */
export interface KnownOfCase extends Pick<EvidenceCase, 'customer' | 'calls' | 'heard'> {
  readonly others: readonly Payment[];
  readonly history: readonly RefundRecord[];
  /** The keyed hash that a search attribute may hold. */
  readonly key: string;
}

const MOST_TRIES = 4;
/** How far back other payments are looked at. */
const RECENT_DAYS = 180;

export function disputeActivities(world: World) {
  const { stripe, hash } = world;
  const { earlierIntents } = followUpActivities(world);

  return {
    /** Sends an answer to a dispute, once. The lane repeats it, not the engine. */
    async answerDispute(of: {
      tenant: string;
      decision: DisputeDecision;
      generation: number;
    }): Promise<WriteOutcome<'dispute'>> {
      return beating(() => answerDispute(stripe(of.tenant).writes, of.decision, of.generation));
    },

    /** A dispute as it is now, for looking up what became of an answer; undefined where Stripe knows none of that name. */
    async findDispute(of: { tenant: string; dispute: string }): Promise<Dispute | undefined> {
      return reading(() => findDispute(stripe(of.tenant).reads, of.dispute));
    },

    /** Every dispute of a payment, closed ones too. */
    async listDisputes(of: { tenant: string; payment: string }): Promise<Dispute[]> {
      return reading(() => listDisputes(stripe(of.tenant).reads, of.payment));
    },

    /** What a case is about, as it is now. */
    async readDispute(of: { tenant: string; dispute: string }): Promise<DisputeRead> {
      const { reads } = stripe(of.tenant);
      return reading(async () => {
        const dispute = await findDispute(reads, of.dispute);
        return dispute ? { dispute, payment: await readPayment(reads, dispute.payment) } : {};
      });
    },

    /** What is known of whoever made a payment: at Stripe, and from what they asked for in calls. */
    async readCase(of: { tenant: string; payment: Payment; timeZone: string }): Promise<KnownOfCase> {
      const { tenant, payment, timeZone } = of;
      const { reads } = stripe(tenant);
      const { customer } = payment;
      const key = hash(tenant, 'customer', customer ?? payment.payment);
      const since = Math.floor(Date.now() / 1_000) - RECENT_DAYS * DAY_SECONDS;
      const [earlier, known, profile] = await Promise.all([
        earlierIntents({ tenant, keys: [key] }).catch(doWithout),
        customer === undefined ? undefined : reading(() => readCustomer(reads, customer, since)),
        customer === undefined ? undefined : reading(() => readProfile(reads, customer)),
      ]);
      return {
        key,
        calls: earlier.map((one) => callOf(one, timeZone)),
        heard: earlier.flatMap((one) => wordsOf(one, payment.payment, timeZone)),
        others: (known?.payments ?? []).filter((other) => other.payment !== payment.payment),
        history: known?.history ?? payment.refunds,
        ...(profile && { customer: profile }),
      };
    },

    /** Tells the case of a dispute what a caller said of it; it is opened where nobody has told of it yet. */
    async tellDispute(of: { tenant: string; dispute: string; heard: HeardOfDispute }): Promise<void> {
      const start = world.disputeCase(of.tenant, of.dispute);
      const { workflowId, staticSummary: summary, workflowIdReusePolicy: reuse } = caseWorkflow(start);
      const { tenant, reference } = start;
      const signal = { signal: heardOf, said: [of.heard] as [HeardOfDispute] };
      try {
        await signalWithStart(world, 'dispute_case', {
          ...{ tenant, workflowId, start, reference, summary, reuse },
          ...signal,
        });
      } catch (error) {
        // It has ended: there is nothing to be done with it any more.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}

/** Where visibility cannot be read, a few tries later what is known without it has to do. */
function doWithout(error: unknown): EarlierIntent[] {
  if (Context.current().info.attempt < MOST_TRIES) throw error;
  return [];
}

function callOf({ intent, reference, startedAt, last }: EarlierIntent, timeZone: string): CallKnown {
  const outcome = last?.outcome;
  return {
    ...{ date: dayOf(startedAt, timeZone), intent, reference },
    ...(outcome && { outcome }),
  };
}

/** What was said when this payment was complained of, where an intent keeps it. */
function wordsOf(
  { reference, startedAt, last }: EarlierIntent,
  payment: string,
  timeZone: string,
): WordsHeard[] {
  const { facts } = last ?? {};
  if (!facts || !('said' in facts) || typeof facts.said !== 'string') return [];
  if (facts.payment?.payment !== payment) return [];
  return [{ date: dayOf(startedAt, timeZone), reference, said: facts.said }];
}
