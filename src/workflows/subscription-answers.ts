import type { Facts } from '../contracts/reply.ts';
import type { SubscriptionShown } from '../contracts/subscription.ts';
import { isWritten } from '../domain/message.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Change, ChangeRefusal, SubscriptionDecision } from '../domain/subscription-change.ts';
import { DAY_SECONDS, dayOf, type UnixSeconds } from '../domain/time.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription } from '../speech/catalogue.ts';
import { nowSeconds } from './clock.ts';
import { offerEach } from './offering.ts';
import { changeSummary } from './people/task-lines.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import type { Stage } from './stage/index.ts';

type SubscriptionStage = Stage<'subscription'>;

/** The option that leads to the next older ones. */
const ANOTHER = 'another';

/** What a colleague can do something about. */
const forColleagues: ReadonlySet<ChangeRefusal> = new Set([
  ...(['past_due', 'on_hold', 'scheduled', 'not_allowed', 'refused_by_stripe'] as const),
]);

/** What the subscription script says of one subscription, with the facts behind it. */
export function answersFor({ start, words }: SubscriptionStage, subscription: Subscription) {
  const { timeZone } = start;
  const speak = words.subscription;
  const of = spoken(subscription, timeZone);
  const shown: Facts['subscription'] = { subscriptions: [subscriptionFacts(subscription, timeZone)] };
  const about = ({ change }: Pick<SubscriptionDecision, 'change'>): SpokenChange => ({
    change,
    of,
    ...(change.action === 'pause' && { resumes: spokenDay(change.resumesAt, timeZone) }),
  });
  const changed = ({ change }: SubscriptionDecision, state: 'done' | 'already'): Facts['subscription'] => {
    const on = momentOf(change, subscription);
    const day = on === undefined ? {} : { on: dayOf(on, timeZone) };
    return { ...shown, change: { action: change.action, state, ...day } };
  };
  /** Confirms how it stands after what was asked for. */
  const inWriting = (decision: SubscriptionDecision) => ({
    subject: speak.subject(),
    text: speak.message(about(decision), start.reference),
  });
  const confirmation = (action: string, say: string) => ({
    say,
    expects: { kind: 'confirmation' as const, about: { action } },
    facts: shown,
  });

  return {
    status: (): Ending<'subscription'> => ({ outcome: 'completed', say: speak.status(of), facts: shown }),
    overtaken: ({ change }: SubscriptionDecision): Ending<'subscription'> => ({
      outcome: 'completed',
      say: speak.status(of),
      facts: { ...shown, change: { action: change.action, state: 'overtaken' }, reason: 'changed_since' },
      message: { text: { subject: speak.subject(), text: speak.status(of) } },
    }),
    no: (): Ending<'subscription'> => ({
      outcome: 'abandoned',
      say: speak.declinedByCaller(),
      facts: shown,
    }),
    confirm: (decision: SubscriptionDecision) =>
      confirmation(decision.change.action, speak.confirm(about(decision))),
    offer: ({ action, offer }: Extract<Change, { action: 'accept_offer' }>) =>
      confirmation(action, speak.offer(offer, of)),
    /** A person's task, and what the caller hears meanwhile. */
    toDecide: (decision: SubscriptionDecision) => ({
      task: decision.id,
      kind: 'approve_change' as const,
      reason: 'policy',
      summary: changeSummary(decision),
      say: speak.withSupport(),
      facts: { ...shown, reason: 'policy' },
    }),
    beingConfirmed: () => ({
      say: speak.beingConfirmed(),
      facts: { ...shown, reason: 'being_confirmed' },
    }),
    already: (decision: SubscriptionDecision): Ending<'subscription'> => ({
      outcome: 'completed',
      say: speak.already({ change: decision.change, of }),
      facts: changed(decision, 'already'),
      message: { text: inWriting(decision) },
    }),
    done: (decision: SubscriptionDecision): Ending<'subscription'> => ({
      outcome: 'completed',
      say: speak.done(about(decision), isWritten('outcomes', start.policy.messages)),
      facts: changed(decision, 'done'),
      message: { text: inWriting(decision), always: true },
    }),
    refused: (reason: ChangeRefusal): Ending<'subscription'> => ({
      outcome: 'declined',
      say: speak.refused(reason, of),
      facts: { ...shown, reason },
      ...(forColleagues.has(reason) && { handoff: handOff(start, reason) }),
    }),
  };
}

/** The subscription that the caller means, asked for where there are several; undefined where there is none. */
export async function chooseSubscription(
  { start, caller, words }: SubscriptionStage,
  candidates: readonly Subscription[],
): Promise<Subscription | undefined> {
  if (candidates.length < 2) return candidates[0];
  const speak = words.subscription;
  const all = candidates.map((one) => spoken(one, start.timeZone));
  const named = all.map((one) => speak.option(one, false));
  const isAmbiguous = new Set(named).size < named.length;
  const { subscription } = await offerEach(caller, all, {
    option: (one) => ({
      id: one.subscription.subscription,
      say: speak.option(one, isAmbiguous),
      facts: subscriptionFacts(one.subscription, start.timeZone),
    }),
    question: (options) => speak.askWhich(options),
    others: { id: ANOTHER, say: speak.another() },
  });
  return subscription;
}

/** Nobody's fault: a guest, or a customer who has none. */
export function noSubscription({ words }: SubscriptionStage): Ending<'subscription'> {
  return {
    outcome: 'declined',
    say: words.subscription.none(),
    facts: { subscriptions: [], reason: 'no_subscription' },
  };
}

/** More than so many days away, the year does not go without saying. */
const SAME_YEAR_DAYS = 300;

function spokenDay(moment: UnixSeconds, timeZone: string): SpokenDay {
  const day = dayOf(moment, timeZone);
  const isFar = Math.abs(moment - nowSeconds()) > SAME_YEAR_DAYS * DAY_SECONDS;
  return { day, ...(isFar && { year: day.slice(0, 4) }) };
}

/** A subscription as it is spoken of. */
export function spoken(subscription: Subscription, timeZone: string): SpokenSubscription {
  const { created, periodEndsAt, renewsAt, trialEndsAt, endsAt, endedAt, pausedCollection } = subscription;
  const day = <Name extends string>(name: Name, moment: UnixSeconds | undefined) =>
    (moment === undefined ? {} : { [name]: spokenDay(moment, timeZone) }) as { [N in Name]?: SpokenDay };
  return {
    subscription,
    began: spokenDay(created, timeZone),
    ...day('periodEnds', periodEndsAt),
    ...day('renews', renewsAt),
    ...day('trialEnds', trialEndsAt),
    ...day('ends', endsAt),
    ...day('ended', endedAt),
    ...day('resumes', pausedCollection?.resumesAt),
  };
}

/** When it ends or has ended, is charged next, or goes on. */
function momentOf({ action }: Change, one: Subscription): UnixSeconds | undefined {
  if (action === 'cancel' || action === 'cancel_now') return one.endedAt ?? one.endsAt;
  return action === 'pause' ? one.pausedCollection?.resumesAt : one.renewsAt;
}

/** A subscription as an answer's facts show it. */
export function subscriptionFacts(one: Subscription, timeZone: string): SubscriptionShown {
  const { subscription, plan, state, price, every, nextAmount, owed, failure, pausedCollection } = one;
  const day = <Name extends string>(name: Name, moment: UnixSeconds | undefined) =>
    (moment === undefined ? {} : { [name]: dayOf(moment, timeZone) }) as { [N in Name]?: string };
  return {
    subscription,
    ...(plan !== undefined && { plan }),
    state,
    ...(price && { price }),
    ...(every && { every }),
    ...day('renewsOn', one.renewsAt),
    ...(nextAmount && { nextAmount }),
    ...day('trialUntil', one.trialEndsAt),
    ...day('endsOn', one.endsAt),
    ...day('endedOn', one.endedAt),
    ...(pausedCollection && { paused: day('until', pausedCollection.resumesAt) }),
    ...(owed && { owed }),
    ...(failure && { failure }),
  };
}
