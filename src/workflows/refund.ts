import { decisionId } from '../domain/ids.ts';
import { addresseeOf } from '../domain/message.ts';
import { type GivenAmount, inCurrency, type Money } from '../domain/money.ts';
import { left, type Payment, type RefundRecord } from '../domain/payment.ts';
import { judgePayment, type RefundDecision } from '../domain/refund.ts';
import { authenticate } from './authentication.ts';
import { choosePayment } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { noSuchPayment } from './endings.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { answersFor } from './refund-answers.ts';
import { type Around, type Asked, judge, renewed, settleRefund } from './refunding.ts';
import { perform, type Stage } from './stage/index.ts';
import { verify } from './verification.ts';

/** "I'd like a refund." Verified, judged, agreed to, and handed to the lane; what is said is what truly happened. */
export function refund(start: IntentStart<'refund'>): Promise<GivenReply<'refund'>> {
  return perform(start, async (stage) => {
    const { caller } = stage;
    const policy = start.policy.refund;
    const { amount: wanted, ...heard } = start.details;

    const who = await verify(stage, heard);
    if ('refused' in who) return caller.tell(who.refused);
    let payment = await choosePayment(stage, who, heard);
    if (!payment) return caller.tell(noSuchPayment(stage, { reason: 'no_such_payment' }));
    caller.isWrittenTo(addresseeOf(payment));

    const amount = wanted === undefined ? allLeft(payment) : amountOf(payment, wanted);
    if (!amount) {
      const answers = answersFor(stage, payment);
      const ended = judgePayment({ payment, call: start.call, now: nowSeconds() });
      if (ended?.kind === 'repeats') return caller.tell(answers.already(ended.earlier));
      if (ended) return caller.tell(answers.refused(ended));
    }
    const decision = firstDecision(start, payment, amount ?? (await askAmount(stage, payment)));
    let asked: Asked = { decision, payment, history: who.history };
    let verdict = judge(asked, policy);
    let agreed = false;
    for (;;) {
      ({ payment } = asked);
      const answers = answersFor(stage, payment);
      switch (verdict.kind) {
        case 'refused': {
          const { reason, earlier } = verdict;
          if (reason !== 'more_than_left') return caller.tell(answers.refused({ reason, earlier }));
          asked = renewed(asked, { amount: await askAmount(stage, payment, earlier) });
          agreed = false;
          break;
        }
        case 'repeats': {
          const { earlier, sameCall } = verdict;
          if (sameCall) return caller.tell(answers.already(earlier));
          agreed = await caller.ask(answers.another(asked.decision, earlier));
          if (!agreed) return caller.tell(answers.no());
          asked = renewed(asked, { besides: [...asked.decision.besides, earlier.refund] });
          break;
        }
        case 'needs_code':
        case 'allow':
        case 'ask_support': {
          agreed ||= await caller.ask(answers.confirm(asked.decision));
          if (!agreed) return caller.tell(answers.no());
          if (verdict.kind === 'needs_code') {
            const raised = await authenticate(stage, who, answers.authorised(asked.decision));
            if ('refused' in raised) return caller.tell(raised.refused);
            asked = renewed(asked, { authenticated: true });
            break;
          }
          const became = await settleRefund(around(stage), asked);
          if (became.kind === 'done')
            return caller.tell(answersFor(stage, became.asked.payment).done(became.made));
          asked = became.asked;
          verdict = became;
          continue;
        }
      }
      verdict = judge(asked, policy);
    }
  });
}

function firstDecision(
  { intentId, call, reference }: IntentStart,
  { payment }: Payment,
  amount: Money,
): RefundDecision {
  return {
    id: decisionId(intentId, 1),
    payment,
    amount,
    call,
    reference,
    askedAt: nowSeconds(),
    decidedAt: nowSeconds(),
    besides: [],
  };
}

/** Settling it as the conversation sees it: what the caller hears while people or Stripe take their time. */
function around(stage: Stage<'refund'>): Around {
  const { start, caller, support, lane } = stage;
  return {
    ...{ tenant: start.tenant, language: start.language, policy: start.policy.refund, lane },
    decide: (toDecide) => support.decide(answersFor(stage, toDecide.payment).toDecide(toDecide)),
    notCarriedOut: support.notCarriedOut,
    sending: () => caller.meanwhile(stage.words.refund.sending()),
    unknown: ({ payment, decision }) => caller.hold(answersFor(stage, payment).beingConfirmed(decision)),
  };
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
