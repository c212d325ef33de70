import {
  APPROVED,
  type DiscountDecision,
  type DiscountRecord,
  type DiscountSupportReason,
  type DiscountTerms,
  grantedIn,
  termsOf,
} from '../domain/discount.ts';
import { decisionId, nextDecisionId } from '../domain/ids.ts';
import { addresseeOf } from '../domain/message.ts';
import { matchOffers } from '../domain/offers.ts';
import { laneOf } from '../domain/payment.ts';
import type { DiscountOffer } from '../domain/policy.ts';
import { DAY_SECONDS, endOfDay } from '../domain/time.ts';
import { choosePayment } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { answersFor, offerShown } from './discount-answers.ts';
import { refusalBy } from './endings.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import { perform, type Stage } from './stage/index.ts';
import { type Verified, verify } from './verification.ts';

/** The option that none of the offers is meant. */
const ANOTHER = 'another';

/** "I was promised a discount." Matched with what the tenant offers, and made as a code for this caller alone. */
export function discount(start: IntentStart<'discount'>): Promise<GivenReply<'discount'>> {
  return perform(start, async (stage) => {
    const { caller, support, lane } = stage;
    const { promise: heard, ...facts } = start.details;

    const who = await verify(stage, facts);
    if ('refused' in who) return caller.tell(who.refused);
    const promise = heard ?? (await askPromise(stage));
    const offer = await chooseOffer(stage, promise);
    const payer = await payerIn(stage, who);
    if (payer.addressee) caller.isWrittenTo(payer.addressee);
    const answers = answersFor(stage, { ...payer, promise });

    let id = decisionId(start.intentId, 1);
    const decide = (terms: DiscountTerms, validDays: number) =>
      decisionOf(start, { id, terms, validDays, customer: payer.customer });
    const carryOut = (decision: DiscountDecision) => {
      caller.meanwhile(answers.making());
      const entry = { write: 'discount' as const, decision, policy: start.policy.discount };
      return lane.settle<'discount'>(payer.lane, entry, () => caller.hold(answers.beingConfirmed(decision)));
    };

    let why: DiscountSupportReason = payer.customer === undefined ? 'guest' : 'not_covered';
    if (offer && payer.customer !== undefined) {
      const settlement = await carryOut(decide(termsOf(offer), offer.validDays));
      if (settlement.kind !== 'ask_support') return caller.tell(await answers.ended(settlement));
      why = settlement.reason;
      id = nextDecisionId(id);
    }

    // What a person granted already is not asked for again while it can be used.
    const granted = payer.customer !== undefined && (await grantedTo(start, payer.customer));
    if (granted) return caller.tell(answers.already(granted));
    const person = await support.decide(answers.toDecide(id, why, offer));
    if (person.verdict !== 'approve' || !person.amount)
      return caller.tell(answers.refused(refusalBy(person)));
    const terms = { offer: APPROVED, duration: 'once', amount: person.amount } as const;
    const settlement = await carryOut(decide(terms, start.policy.discount.approvedValidDays));
    // What a person granted is not asked again.
    return caller.tell(
      settlement.kind === 'ask_support'
        ? answers.refused('refused_by_stripe')
        : await answers.ended(settlement),
    );
  });
}

function askPromise({ caller, words }: Stage<'discount'>): Promise<string> {
  return caller.ask({ say: words.discount.askPromise(), expects: { kind: 'text', about: 'promise' } });
}

/** The offer that a promise is; undefined where none covers it. What says nothing at all is asked for once more. */
async function chooseOffer(stage: Stage<'discount'>, promise: string): Promise<DiscountOffer | undefined> {
  const { caller, words, start } = stage;
  const { offers } = start.policy.discount;
  let matched = matchOffers(promise, offers);
  if (matched.kind === 'unclear')
    matched = matchOffers(
      await caller.ask({ say: words.discount.askHowMuch(), expects: { kind: 'text', about: 'promise' } }),
      offers,
    );
  if (matched.kind !== 'offers' && matched.kind !== 'unsure') return undefined;
  const isUnsure = matched.kind === 'unsure';
  const [first, ...others] = matched.offers;
  if (others.length === 0 && !isUnsure) return first;
  const shown = matched.offers.map((offer) => offerShown(stage, offer));
  const another = { id: ANOTHER, say: words.discount.somethingElse(), facts: {} };
  const options = isUnsure ? [...shown, another] : shown;
  const says = options.map(({ say }) => say);
  const chosen = await caller.ask({
    say: isUnsure ? words.discount.askMeant(says) : words.discount.askWhich(says),
    expects: { kind: 'choice', options },
  });
  return matched.offers.find(({ id }) => id === chosen);
}

async function grantedTo({ tenant }: IntentStart, customer: string): Promise<DiscountRecord | undefined> {
  return grantedIn(await reads.readCodes({ tenant, customers: [customer] }), nowSeconds());
}

/** Whose code it will be. Where the caller proved to be several customers, the payment that they mean tells. */
async function payerIn(stage: Stage<'discount'>, who: Verified) {
  const [first, ...others] = who.customers;
  const chosen = others.length > 0 ? await choosePayment(stage, who, {}) : undefined;
  const payment = chosen ?? who.proof[0] ?? who.payments[0];
  const customer = chosen?.customer ?? first?.customer;
  return {
    ...(customer !== undefined && { customer, addressee: { customer } }),
    ...(customer === undefined && payment && { addressee: addresseeOf(payment) }),
    lane: customer ?? (payment ? laneOf(payment) : stage.start.intentId),
    currency: payment?.amount.currency ?? 'usd',
  };
}

function decisionOf(
  { call, reference, timeZone }: IntentStart,
  {
    id,
    terms,
    validDays,
    customer,
  }: { id: string; terms: DiscountTerms; validDays: number; customer: string | undefined },
): DiscountDecision {
  const decidedAt = nowSeconds();
  return {
    id,
    terms,
    ...(customer !== undefined && { customer }),
    // Until the end of a day, as it is said.
    expires: endOfDay(decidedAt + validDays * DAY_SECONDS, timeZone),
    call,
    reference,
    decidedAt,
  };
}
