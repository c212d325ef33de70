import { decisionId, nextDecisionId } from '../domain/ids.ts';
import type { OfferDecision } from '../domain/retention-offer.ts';
import type { Subscription } from '../domain/subscription.ts';
import { spokenOf } from '../domain/subscription.ts';
import {
  type Change,
  changeFor,
  isSo,
  judgeChange,
  offerFor,
  type SubscriptionDecision,
} from '../domain/subscription-change.ts';
import { authenticate } from './authentication.ts';
import { nowSeconds } from './clock.ts';
import { refusalBy } from './endings.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import { perform } from './stage/index.ts';
import { handToLane, type Settled } from './stage/settling.ts';
import { answersFor, chooseSubscription, noSubscription } from './subscription-answers.ts';
import { type Verified, verify } from './verification.ts';

/** How often a change is fitted to a subscription that others change as well. */
const MOST_TRIES = 5;

/**
 * "What about my subscription?" Told to a verified caller; changed only for one who said a code that was sent to them, agreed
 * to, and handed to the lane.
 */
export function subscription(start: IntentStart<'subscription'>): Promise<GivenReply<'subscription'>> {
  return perform(start, async (stage) => {
    const { caller, support, lane, words } = stage;
    const { action = 'status' } = start.details;
    const policy = start.policy.subscription;

    const who = await verify(stage, start.details);
    if ('refused' in who) return caller.tell(who.refused);
    const all = await subscriptionsOf(start, who);
    let chosen = await chooseSubscription(stage, spokenOf(all, nowSeconds()));
    if (!chosen) return caller.tell(noSubscription(stage));
    caller.isWrittenTo({ customer: chosen.customer });
    if (action === 'status') return caller.tell(answersFor(stage, chosen).status());

    let decision = firstDecision(start, chosen, changeFor(action, chosen, policy, nowSeconds()));
    let [isOffered, agreed] = [false, false];
    for (let tries = 1; ; tries += 1) {
      const answers = answersFor(stage, chosen);
      const verdict = judgeChange({ decision, subscription: chosen, policy });
      if (verdict.kind === 'already') return caller.tell(answers.already(decision));
      if (verdict.kind === 'refused') return caller.tell(answers.refused(verdict.reason));

      const purpose = words.subscription.purpose(action);
      const proof = await authenticate(stage, who, { customer: chosen.customer, purpose });
      if ('refused' in proof) return caller.tell(proof.refused);

      const offer =
        action === 'cancel' && !isOffered ? offerFor(chosen, all, policy, nowSeconds()) : undefined;
      if (offer) {
        isOffered = true;
        // Noted before it is made: who hears it and hangs up has heard it.
        const note = next(decision, {});
        await handToLane(start, chosen.customer, { write: 'offer', decision: offerNote(note), policy: {} });
        decision = next(note, {});
        agreed = await caller.ask(answers.offer(offer));
        if (agreed) {
          decision = next(decision, { change: offer });
          continue;
        }
      }
      agreed ||= await caller.ask(answers.confirm(decision));
      if (!agreed) return caller.tell(answers.no());
      if (verdict.kind === 'ask_support') {
        const person = await support.decide(answers.toDecide(decision));
        if (person.verdict !== 'approve') return caller.tell(answers.refused(refusalBy(person)));
        decision = next(decision, { approved: true });
        continue;
      }

      caller.meanwhile(words.subscription.sending());
      const unknown = () => caller.hold(answers.beingConfirmed());
      const entry = { write: 'subscription' as const, decision, policy };
      const settlement: Settled<'subscription'> = await lane.settle(chosen.customer, entry, unknown);
      if (settlement.kind === 'done') {
        const { after = chosen } = settlement.made;
        const now = answersFor(stage, after);
        const { action: made } = decision.change;
        // Another hand has undone it before we saw it: only how it stands is true.
        if (made !== 'accept_offer' && !isSo(made, after)) return caller.tell(now.overtaken(decision));
        return caller.tell(now.done(decision));
      }
      chosen = settlement.subscription ?? chosen;
      const isLast = settlement.kind === 'refused' && settlement.reason !== 'changed_since';
      if (isLast || tries === MOST_TRIES)
        return caller.tell(answersFor(stage, chosen).refused(reasonOf(settlement)));
      // It is so already, or another hand has changed what the request is made of: judged as it is now.
      decision = next(decision, { change: fitted(decision.change, chosen) });
    }
  });
}

async function subscriptionsOf(
  { tenant }: IntentStart,
  { customers }: Verified,
): Promise<readonly Subscription[]> {
  if (customers.length === 0) return [];
  return reads.readSubscriptions({ tenant, customers: customers.map(({ customer }) => customer) });
}

function firstDecision(
  { intentId, call, reference }: IntentStart,
  { subscription }: Subscription,
  change: Change,
): SubscriptionDecision {
  const about = { subscription, change, call, reference };
  return { ...about, id: decisionId(intentId, 1), decidedAt: nowSeconds(), approved: false };
}

/** Another yes is another decision, under a name of its own. */
function next(decision: SubscriptionDecision, changed: Partial<SubscriptionDecision>): SubscriptionDecision {
  return { ...decision, ...changed, decidedAt: nowSeconds(), id: nextDecisionId(decision.id) };
}

function offerNote({ id, subscription, call, reference, decidedAt }: SubscriptionDecision): OfferDecision {
  return { id, subscription, call, reference, decidedAt };
}

/** The same change, made of what the subscription has now. */
function fitted(change: Change, { endsBy, discounts }: Subscription): Change {
  if (change.action === 'keep') return { ...change, undoes: endsBy ?? change.undoes };
  return change.action === 'accept_offer' ? { ...change, discounts } : change;
}

function reasonOf(settlement: Exclude<Settled<'subscription'>, { kind: 'done' }>) {
  return settlement.kind === 'refused' ? settlement.reason : 'changed_since';
}
