import { byPerson, isWithBank, mayBeRefunded, toTellOf } from '../domain/dispute.ts';
import { decisionId } from '../domain/ids.ts';
import { addresseeOf } from '../domain/message.ts';
import { left, type Payment } from '../domain/payment.ts';
import type { RefundVerdict } from '../domain/refund.ts';
import { approvalOf, policyReasons } from '../domain/refund-approval.ts';
import type { PersonsDecision } from '../domain/task.ts';
import { authenticate } from './authentication.ts';
import { choosePayment } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { answersFor, type DisputeAnswers } from './dispute-answers.ts';
import { noSuchPayment } from './endings.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { local, reads } from './proxies.ts';
import { answersFor as refundAnswersFor } from './refund-answers.ts';
import { type Around, type Asked, judge, renewed, settleRefund } from './refunding.ts';
import type { Ending } from './stage/conversation.ts';
import { perform, type Stage } from './stage/index.ts';
import { type Verified, verify } from './verification.ts';

/**
 * "I don't recognise this payment." Nobody but a bank opens a dispute: the caller is told of one that there is, and else
 * offered their money back, or a person looks into it.
 */
export function dispute(start: IntentStart<'dispute'>): Promise<GivenReply<'dispute'>> {
  return perform(start, async (stage) => {
    const { caller } = stage;
    const { tenant, reference, language, details } = start;
    const who = await verify(stage, details);
    if ('refused' in who) return caller.tell(who.refused);
    const payment = await choosePayment(stage, who, details);
    if (!payment) return caller.tell(noSuchPayment(stage, { reason: 'no_such_payment' }));
    caller.isWrittenTo(addresseeOf(payment));

    const said = details.reason ?? (await askWhat(stage));
    const known = toTellOf(await reads.listDisputes({ tenant, payment: payment.payment }));
    if (known?.outcome === 'open')
      await local.tellDispute({ tenant, dispute: known.dispute, heard: { reference, language, said } });
    const answers = answersFor(stage, payment, { said, known });
    if (known && isWithBank(known)) return caller.tell(answers.disputed(known));

    const asked = askedFor(stage, who, payment);
    const verdict = judge(asked, start.policy.refund);
    // Nothing was taken, or all of it is on its way back: there is nothing to decide.
    if (verdict.kind === 'refused' && ['not_paid', 'already_refunded'].includes(verdict.reason))
      return caller.tell(answers.sinceClosed(answers.refused(verdict)));
    if (verdict.kind === 'repeats' && verdict.sameCall)
      return caller.tell(answers.sinceClosed(answers.already(verdict.earlier)));
    const isOffered = verdict.kind !== 'refused' && verdict.kind !== 'repeats';
    if (isOffered && (await caller.ask(answers.offer(asked.decision.amount))))
      return caller.tell(await settled(stage, who, start.policy.refund, { asked, answers }));
    return caller.tell(await decided(stage, who, { asked, answers, verdict }));
  });
}

function askWhat({ caller, words }: Stage<'dispute'>): Promise<string> {
  return caller.ask({ say: words.dispute.askWhat(), expects: { kind: 'text', about: 'dispute' } });
}

/** All that is left of the payment, as a refund. */
function askedFor({ start }: Stage<'dispute'>, { history }: Verified, payment: Payment): Asked {
  const { intentId, call, reference } = start;
  const amount = { value: left(payment), currency: payment.amount.currency };
  const now = nowSeconds();
  const decision = {
    ...{ id: decisionId(intentId, 1), payment: payment.payment, amount, call, reference },
    ...{ askedAt: now, decidedAt: now, besides: [] },
  };
  return { decision, payment, history };
}

interface About {
  readonly asked: Asked;
  readonly answers: DisputeAnswers;
  /** What a person has decided, where they want it. */
  readonly yes?: PersonsDecision;
}

/** The caller, or a person, wants it refunded: the same way as any refund, with a code where the policy wants one. */
async function settled(
  stage: Stage<'dispute'>,
  who: Verified,
  policy: Around['policy'],
  { asked, answers, yes }: About,
): Promise<Ending<'dispute'>> {
  for (let agreed = asked; ; ) {
    const became = await settleRefund(around(stage, policy), agreed, yes);
    if (became.kind !== 'needs_code') return answers.became(became);
    const { payment, decision } = became.asked;
    const purpose = refundAnswersFor(stage, payment).authorised(decision);
    const raised = await authenticate(stage, who, purpose);
    if ('refused' in raised) return raised.refused;
    agreed = renewed(became.asked, { authenticated: true });
  }
}

/** A person looks into it, and decides what is done. `verdict`: what policy says of a refund, which the caller gets without. */
async function decided(
  stage: Stage<'dispute'>,
  who: Verified,
  { asked, answers, verdict }: About & { readonly verdict: RefundVerdict },
): Promise<Ending<'dispute'>> {
  const { payment, history } = asked;
  const policy = byPerson(stage.start.policy.refund);
  const person = await stage.support.decide(answers.toDecide(asked, verdict, mayBeRefunded(payment)));
  if (person.verdict !== 'refund') return answers.decidedAgainst(person);
  const amount = person.amount ?? asked.decision.amount;
  const now = nowSeconds();
  const reasons = policyReasons({ decision: { amount }, payment, history, policy, now });
  const approved = renewed(asked, {
    amount,
    approval: approvalOf(payment, reasons, undefined),
    // All of them were shown.
    besides: payment.refunds.map(({ refund }) => refund),
  });
  return settled(stage, who, policy, { asked: approved, answers, yes: person });
}

/** Settling it as the conversation sees it: what the caller hears while people or Stripe take their time. */
function around(stage: Stage<'dispute'>, policy: Around['policy']): Around {
  const { start, caller, support, lane, words } = stage;
  return {
    ...{ tenant: start.tenant, language: start.language, policy, lane },
    decide: (toDecide) => support.decide(refundAnswersFor(stage, toDecide.payment).toDecide(toDecide)),
    notCarriedOut: support.notCarriedOut,
    sending: () => caller.meanwhile(words.refund.sending()),
    unknown: ({ payment, decision }) =>
      caller.hold(refundAnswersFor(stage, payment).beingConfirmed(decision)),
  };
}
