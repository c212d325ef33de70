import { condition, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../domain/by-hand.ts';
import type { Payment } from '../domain/payment.ts';
import { choosePayment, paymentFacts, spoken } from './choosing.ts';
import { askedAbout } from './dispute-case/concern.ts';
import { noSuchPayment } from './endings.ts';
import { type GivenReply, type IntentStart, observed } from './messages.ts';
import { local, reads } from './proxies.ts';
import { perform, type Stage } from './stage/index.ts';
import { verify } from './verification.ts';

/** A caller on the line hears of it so soon even where no webhook comes. */
const WITHIN_SECONDS = 4;

/** "Did my payment go through?" Answered from the payment's own truth. */
export function paymentConfirmation(
  start: IntentStart<'payment_confirmation'>,
): Promise<GivenReply<'payment_confirmation'>> {
  const watch = watchFor(start);

  return perform(start, async (stage) => {
    const { caller, words } = stage;
    const who = await verify(stage, start.details);
    if ('refused' in who) return caller.tell(who.refused);

    let payment = await choosePayment(stage, who, start.details);
    if (!payment) return caller.tell(noSuchPayment(stage, {}));

    // What was not final when the call began may be by now: the caller may have just confirmed it in their bank's app.
    if (payment.state === 'processing' || payment.state === 'action_needed')
      payment = await reads.readPayment({ tenant: start.tenant, payment: payment.payment });
    // However the call goes on, its outcome is told to the tenant's own systems, perhaps days later.
    if (payment.state === 'processing' && start.notifies)
      await local.watchPayment({ tenant: start.tenant, payment: payment.payment });
    if (payment.state === 'processing' && (await wantsToWait(stage, payment))) {
      caller.meanwhile(words.payment_confirmation.waiting());
      payment = await watch.settled(payment);
    }
    await askedAbout(start, [payment]);
    return caller.tell({
      outcome: 'completed',
      say: words.payment_confirmation.answer(spoken(payment, start.timeZone)),
      facts: { payments: [paymentFacts(payment, start.timeZone)] },
    });
  });
}

function wantsToWait(
  { start, caller, words }: Stage<'payment_confirmation'>,
  payment: Payment,
): Promise<boolean> {
  const { amount, card } = payment;
  return caller.ask({
    say: words.payment_confirmation.askWait(spoken(payment, start.timeZone)),
    expects: {
      kind: 'confirmation',
      about: { action: 'wait_until_settled', amount, ...(card && { card }) },
    },
    facts: { payments: [paymentFacts(payment, start.timeZone)] },
  });
}

/** The watch of a payment, as one intent sees it. */
function watchFor({ tenant, policy }: IntentStart) {
  const seen = new Map<string, Payment>();
  setHandler(observed, (payment) => {
    if (!isByHand(payment)) seen.set(payment.payment, payment);
  });
  return {
    /** The payment once it has settled, or as it is when the time is over. */
    async settled(payment: Payment): Promise<Payment> {
      const now = () => seen.get(payment.payment) ?? payment;
      const seconds = policy.settleSeconds;
      const wanted = { seconds, within: WITHIN_SECONDS, settling: true as const };
      const subscriber = workflowInfo().workflowId;
      await local.subscribeWatch({ tenant, payment: payment.payment, subscriber, ...wanted });
      await condition(() => now().state !== 'processing', seconds * 1_000);
      return now();
    },
  };
}
