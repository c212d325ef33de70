import { CancellationScope } from '@temporalio/workflow';
import type { Settlement } from '../domain/lane.ts';
import { type GivenAmount, inCurrency, type Money } from '../domain/money.ts';
import { counts, laneOf, left, type Payment, type RefundRecord } from '../domain/payment.ts';
import {
  judgePayment,
  judgeRefund,
  needsCode,
  type RefundDecision,
  type RefundVerdict,
} from '../domain/refund.ts';
import { authenticate } from './authentication.ts';
import { choosePayment } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { noSuchPayment } from './endings.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { local } from './proxies.ts';
import { answersFor } from './refund-answers.ts';
import { perform, type Stage } from './stage/index.ts';
import type { Settled } from './stage/settling.ts';
import { type Verified, verify } from './verification.ts';

/** "I'd like a refund." Verified, judged, agreed to, and handed to the lane; what is said is what truly happened. */
export function refund(start: IntentStart<'refund'>): Promise<GivenReply<'refund'>> {
  return perform(start, async (stage) => {
    const { caller, support, lane } = stage;
    const { amount: wanted, ...heard } = start.details;

    const who = await verify(stage, heard);
    if ('refused' in who) return caller.tell(who.refused);
    let payment = await choosePayment(stage, who, heard);
    if (!payment) return caller.tell(noSuchPayment(stage, { reason: 'no_such_payment' }));

    const amount = wanted === undefined ? allLeft(payment) : amountOf(payment, wanted);
    if (!amount) {
      const answers = answersFor(stage, payment);
      const ended = judgePayment({ payment, call: start.call, now: nowSeconds() });
      if (ended?.kind === 'repeats') return caller.tell(answers.already(ended.earlier));
      if (ended) return caller.tell(answers.refused(ended));
    }
    let decision = firstDecision(start, payment, amount ?? (await askAmount(stage, payment)));
    let verdict = judge(stage, who, payment, decision);
    let agreed = false;
    for (;;) {
      const answers = answersFor(stage, payment);
      if (verdict.kind === 'allow' || verdict.kind === 'ask_support') {
        agreed ||= await caller.ask(answers.confirm(decision));
        if (!agreed) return caller.tell(answers.no());
        if (needsCode(payment, decision.amount, start.policy.refund)) {
          const raised = await authenticate(stage, who, answers.authorised(decision));
          if ('refused' in raised) return caller.tell(raised.refused);
        }
      }

      switch (verdict.kind) {
        case 'refuse': {
          const { reason, earlier } = verdict;
          if (reason !== 'more_than_left') return caller.tell(answers.refused({ reason, earlier }));
          decision = next(decision, { amount: await askAmount(stage, payment, earlier) });
          agreed = false;
          break;
        }
        case 'repeats': {
          const { earlier, sameCall } = verdict;
          if (sameCall) return caller.tell(answers.already(earlier));
          agreed = await caller.ask(answers.another(decision, earlier));
          if (!agreed) return caller.tell(answers.no());
          decision = next(decision, { besides: [...decision.besides, earlier.refund] });
          break;
        }
        case 'ask_support': {
          const person = await support.decide(answers.toDecide(decision, verdict.reason));
          if (person.verdict !== 'approve')
            return caller.tell(answers.refused({ reason: 'refused_by_support' }));
          decision = next(decision, { approved: true, amount: person.amount ?? decision.amount });
          break;
        }
        case 'allow': {
          caller.meanwhile(answers.sending());
          const unknown = () => support.hold(answers.beingConfirmed(decision));
          const entry = { write: 'refund' as const, decision, policy: start.policy.refund };
          const settlement: Settled<'refund'> = await lane.settle(laneOf(payment), entry, unknown);
          if (settlement.kind === 'done') {
            await follow(start, payment, settlement.made);
            return caller.tell(answers.done(settlement.made));
          }
          payment = settlement.payment ?? payment;
          decision = next(decision, {});
          verdict = verdictOf(settlement);
          continue;
        }
      }
      verdict = judge(stage, who, payment, decision);
    }
  });
}

function firstDecision(
  { intentId, call, reference }: IntentStart,
  { payment }: Payment,
  amount: Money,
): RefundDecision {
  return {
    id: `${intentId}-1`,
    payment,
    amount,
    call,
    reference,
    decidedAt: nowSeconds(),
    besides: [],
    approved: false,
  };
}

/** Another yes is another decision, under a name of its own. */
function next(decision: RefundDecision, changed: Partial<RefundDecision>): RefundDecision {
  const [, intentId, count] = /^(.*)-(\d+)$/.exec(decision.id) ?? [];
  return { ...decision, ...changed, decidedAt: nowSeconds(), id: `${intentId}-${Number(count) + 1}` };
}

function judge(
  { start }: Stage<'refund'>,
  { history }: Verified,
  payment: Payment,
  decision: RefundDecision,
): RefundVerdict {
  return judgeRefund({ decision, payment, history, policy: start.policy.refund, now: nowSeconds() });
}

/** What the caller is told now may not stay so: its watch follows it until nothing can become of it any more. */
async function follow(
  { tenant, reference, language }: IntentStart,
  { payment, customer }: Payment,
  made: RefundRecord,
): Promise<void> {
  if (!counts(made)) return;
  await CancellationScope.nonCancellable(() =>
    local.watchRefund({
      ...{ tenant, refund: made.refund, payment, reference, language },
      ...(customer !== undefined && { customer }),
    }),
  );
}

type Answer = Exclude<Settlement<'refund'>, { kind: 'done' | 'unknown' }>;

function verdictOf(answer: Answer): RefundVerdict {
  return answer.kind === 'refused' ? { ...answer, kind: 'refuse' } : answer;
}

/** Asks how much is wanted back, until it is an amount in the payment's currency. */
async function askAmount(stage: Stage<'refund'>, payment: Payment, earlier?: RefundRecord): Promise<Money> {
  const question = answersFor(stage, payment).amount(earlier);
  for (;;) {
    const amount = amountOf(payment, await stage.caller.ask(question));
    if (amount) return amount;
  }
}

/** What was given, in the payment's currency; undefined where it is no amount in it. */
function amountOf({ amount: { currency } }: Payment, given: GivenAmount): Money | undefined {
  const value = inCurrency(given, currency);
  return value === undefined ? undefined : { value, currency };
}

/** All of a payment that can still be refunded; undefined where nothing can. */
function allLeft(payment: Payment): Money | undefined {
  const value = left(payment);
  return value > 0 ? { value, currency: payment.amount.currency } : undefined;
}
