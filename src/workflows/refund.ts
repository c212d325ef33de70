import type { Reply } from '../contracts/reply.ts';
import type { Settlement } from '../domain/lane.ts';
import { type GivenAmount, inCurrency, type Money } from '../domain/money.ts';
import { laneOf, left, type Payment } from '../domain/payment.ts';
import { judgeRefund, type RefundDecision, type RefundVerdict } from '../domain/refund.ts';
import { choosePayment } from './choosing.ts';
import { noSuchPayment, notVerified } from './endings.ts';
import type { IntentStart } from './messages.ts';
import { answersFor } from './refund-answers.ts';
import { refundSummary } from './stage/board.ts';
import { perform, type Stage } from './stage/index.ts';
import { type Verified, verify } from './verification.ts';

/** "I'd like a refund." Verified, judged, agreed to, and handed to the lane; what is said is what truly happened. */
export function refund(start: IntentStart<'refund'>): Promise<Reply<'refund'>> {
  return perform(start, async (stage) => {
    const { caller, support, lane } = stage;
    const { amount: wanted, ...heard } = start.details;

    const who = await verify(stage, heard);
    if (!who) return caller.tell(notVerified(stage));
    const payment = await choosePayment(stage, who, heard);
    if (!payment) return caller.tell(noSuchPayment(stage, { reason: 'no_such_payment' }));

    const answers = answersFor(stage, payment);
    let { decision, verdict } = await firstDecision(stage, who, payment, wanted);
    let agreed = false;

    while (verdict.kind !== 'refuse') {
      if (verdict.kind === 'repeats') {
        if (verdict.sameCall) return caller.tell(answers.already(verdict.earlier));
        const another = await caller.ask(answers.another(decision, verdict.earlier));
        if (!another) return caller.tell(answers.no());
        agreed = true;
        decision = next(decision, { besides: [...decision.besides, verdict.earlier.refund] });
        verdict = judge(stage, who, payment, decision);
        continue;
      }
      if (!agreed && !(await caller.ask(answers.confirm(decision)))) return caller.tell(answers.no());
      agreed = true;

      if (verdict.kind === 'ask_support') {
        const { reason } = verdict;
        const summary = refundSummary(decision.amount, payment.payment);
        const shown = { task: decision.id, kind: 'approve_refund', reason, summary } as const;
        const person = await support.decide({
          ...shown,
          payment: payment.payment,
          amount: decision.amount,
          ...answers.withSupport(reason),
        });
        if (person.verdict === 'refuse')
          return caller.tell(answers.refused({ reason: 'refused_by_support' }));
        decision = next(decision, { approved: true, amount: person.amount ?? decision.amount });
      }

      caller.meanwhile(answers.sending());
      let settlement = await lane.settle(laneOf(payment), decision, start.policy.refund);
      if (settlement.kind === 'unknown') {
        support.hold(answers.beingConfirmed(decision));
        settlement = await lane.settleAtLast(decision);
      }
      if (settlement.kind === 'done') return caller.tell(answers.done(settlement.refund));
      verdict = verdictOf(settlement);
      decision = next(decision, {});
    }
    return caller.tell(answers.refused(verdict));
  });
}

/** What is wanted back, judged; asked for where it is more than is left. */
async function firstDecision(
  stage: Stage<'refund'>,
  who: Verified,
  payment: Payment,
  wanted: GivenAmount | undefined,
): Promise<{ decision: RefundDecision; verdict: RefundVerdict }> {
  const { start, caller } = stage;
  const { currency } = payment.amount;
  const all: Money = { value: left(payment), currency };
  for (let asked: GivenAmount = wanted ?? all; ; ) {
    const value = inCurrency(asked, currency);
    const decision: RefundDecision = {
      id: `${start.intentId}-1`,
      payment: payment.payment,
      amount: { value: value ?? all.value + 1, currency },
      call: start.call,
      reference: start.reference,
      decidedAt: Math.floor(Date.now() / 1_000),
      besides: [],
      approved: false,
    };
    const verdict = judge(stage, who, payment, decision);
    if (verdict.kind !== 'refuse' || verdict.reason !== 'more_than_left') return { decision, verdict };
    asked = await caller.ask(answersFor(stage, payment).amount(all));
  }
}

function judge(
  { start }: Stage<'refund'>,
  { history }: Verified,
  payment: Payment,
  decision: RefundDecision,
): RefundVerdict {
  const now = Math.floor(Date.now() / 1_000);
  return judgeRefund({ decision, payment, history, policy: start.policy.refund, now });
}

/** Another yes is another decision, under a name of its own. */
function next(decision: RefundDecision, changed: Partial<RefundDecision>): RefundDecision {
  const [, intentId, count] = /^(.*)-(\d+)$/.exec(decision.id) ?? [];
  const decidedAt = Math.floor(Date.now() / 1_000);
  return { ...decision, ...changed, decidedAt, id: `${intentId}-${Number(count) + 1}` };
}

type Answer = Exclude<Settlement, { kind: 'done' | 'unknown' }>;

function verdictOf(answer: Answer): RefundVerdict {
  return answer.kind === 'refused' ? { ...answer, kind: 'refuse' } : answer;
}
