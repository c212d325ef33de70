import type { IntentKind } from '../contracts/intent.ts';
import type {
  CodeStanding,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../domain/discount.ts';
import type { ExpectedBy } from '../domain/expected-answer.ts';
import type { Became } from '../domain/follow-up.ts';
import type { Channel, MaskedContact } from '../domain/message.ts';
import type { Money } from '../domain/money.ts';
import type { Card, DisputeOutcome, Payment, RefundRecord } from '../domain/payment.ts';
import type { FinalRefusal } from '../domain/refund.ts';
import type { SupportReason } from '../domain/refund-approval.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Change, ChangeAction, ChangeRefusal, Offer } from '../domain/subscription-change.ts';
import type { IdentityFact } from '../domain/verification.ts';

/** What sentences are made of: how a language says one fact. */
export interface Terms {
  /** An amount in units and parts of its currency: "42 dollars and 50 cents". */
  money(amount: Money): string;
  /** A `YYYY-MM-DD` day, without its year. */
  day(date: string): string;
  /** A card without an article, its digits one by one. */
  card(card: Card): string;
  /** "a, b or c" */
  either(parts: readonly string[]): string;
  /** A code to write down, each letter by a word: "K as in Kilo". */
  spell(code: string): string;
}

/** A payment with the day on which the tenant's clock shows it. */
export interface SpokenPayment {
  readonly payment: Payment;
  readonly day: string;
}

/** What is said around every intent. */
export interface StageWords {
  askContact(): string;
  askIdentity(accepts: readonly IdentityFact[]): string;
  /** Some facts are there, these are still needed. */
  askMore(accepts: readonly IdentityFact[]): string;
  /** What was given matched nothing; how many tries are left. */
  askAgain(accepts: readonly IdentityFact[], triesLeft: number): string;
  askWhich(options: readonly string[]): string;
  /** One payment among others. */
  option(payment: SpokenPayment): string;
  earlierPayment(): string;
  notVerified(): string;
  /** Too many guesses were wrong lately; nobody is told whose. */
  lockedOut(): string;
  noSuchPayment(): string;
  silence(): string;
  canceled(): string;
  tooManyTurns(): string;
  failed(): string;
  /** What was said is for a person to hear: the call goes to them at once. */
  handedOver(): string;
  working(): string;
  notHeard(): string;
}

/** What is said around a one-time code. */
export interface CodeWords {
  /** A contact among others, masked: nobody learns it who does not know it. */
  contact(contact: MaskedContact): string;
  askWhere(contacts: readonly string[]): string;
  sending(): string;
  askCode(sentTo: MaskedContact): string;
  /** Another one, since the caller wanted it. */
  sentAnew(sentTo: MaskedContact): string;
  /** Another one, since what was said came too late. */
  ranOut(sentTo: MaskedContact): string;
  askAgain(triesLeft: number): string;
  /** No other one is sent, but the latest still holds. */
  noMoreNow(): string;
  wrong(): string;
  tooMany(): string;
  noContact(): string;
  /** Of the message, where it is an email. */
  subject(): string;
  /** The message. `purpose`: what the code is for, as it stands in a catalogue: "refund 42 dollars". */
  message(code: string, purpose: string): string;
}

export interface PaymentConfirmationWords {
  answer(payment: SpokenPayment): string;
  askWait(payment: SpokenPayment): string;
  waiting(): string;
}

/** A refund that was made before, and the day on which. */
export interface SpokenRefund {
  readonly refund: RefundRecord;
  readonly day: string;
}

/** What a refund was refused of, and the one made before that it is refused for. */
export interface Refused {
  readonly payment: SpokenPayment;
  readonly earlier: SpokenRefund | undefined;
}

export interface RefundWords {
  /** `earlier`: a refund of just what was asked for now, made before. */
  askAmount(max: Money, earlier: SpokenRefund | undefined): string;
  confirm(about: { amount: Money; card: Card | undefined; day: string; partial: boolean }): string;
  confirmAnother(about: { amount: Money; earlier: SpokenRefund }): string;
  declinedByCaller(): string;
  withSupport(reason: SupportReason): string;
  sending(): string;
  /** What a one-time code is for, as the message with it goes on: "… is your code to". */
  purpose(amount: Money): string;
  beingConfirmed(amount: Money): string;
  issued(refund: RefundRecord, card: Card | undefined): string;
  already(earlier: SpokenRefund): string;
  refused(reason: FinalRefusal, about: Refused): string;
}

/** A day by the tenant's clock; with its year where that does not go without saying. */
export interface SpokenDay {
  readonly day: string;
  readonly year?: string;
}

/** A subscription with its days. */
export interface SpokenSubscription {
  readonly subscription: Subscription;
  readonly began: SpokenDay;
  /** Absent where its items' periods end on several days. */
  readonly periodEnds?: SpokenDay;
  readonly renews?: SpokenDay;
  readonly trialEnds?: SpokenDay;
  readonly ends?: SpokenDay;
  readonly ended?: SpokenDay;
  readonly resumes?: SpokenDay;
}

/** A change, of a subscription as it is when it is spoken of; a pause with the day until which it lasts. */
export interface SpokenChange {
  readonly change: Change;
  readonly of: SpokenSubscription;
  readonly resumes?: SpokenDay;
}

export interface SubscriptionWords {
  none(): string;
  askWhich(options: readonly string[]): string;
  /** One among others; `apart`: with what tells it from one that is called the same. */
  option(subscription: SpokenSubscription, apart: boolean): string;
  another(): string;
  status(subscription: SpokenSubscription): string;
  /** The same, where something is said before it; `inBrief`: only its state and its end. */
  standing(subscription: SpokenSubscription, inBrief: boolean): string;
  confirm(change: SpokenChange): string;
  /** Instead of a cancellation. */
  offer(offer: Offer, subscription: SpokenSubscription): string;
  declinedByCaller(): string;
  /** What a one-time code is for, as the message with it goes on: "… is your code to". */
  purpose(action: ChangeAction): string;
  withSupport(): string;
  sending(): string;
  beingConfirmed(): string;
  /** Of the subscription as it is after the change; `isWritten`: a message confirms it. */
  done(change: SpokenChange, isWritten: boolean): string;
  already(change: SpokenChange): string;
  refused(reason: ChangeRefusal, subscription: SpokenSubscription): string;
  /** Of the message that confirms a change. */
  subject(): string;
  message(change: SpokenChange, reference: string): string;
}

/** A one-time code, and the last day on which it can be redeemed. */
export interface SpokenCode {
  readonly terms: DiscountTerms;
  readonly code: string;
  readonly day: string;
}

export interface DiscountWords {
  askPromise(): string;
  /** What was said names no discount. */
  askHowMuch(): string;
  askWhich(options: readonly string[]): string;
  /** Where what was said may be one of these, or another; the last option is that. */
  askMeant(options: readonly string[]): string;
  somethingElse(): string;
  /** One discount among others. */
  option(terms: DiscountTerms): string;
  withSupport(reason: DiscountSupportReason): string;
  making(): string;
  beingConfirmed(terms: DiscountTerms): string;
  /** `sending`: how it is on its way as well. */
  issued(code: SpokenCode, sending: Channel | undefined): string;
  /** Made earlier, and not used yet. */
  already(code: SpokenCode): string;
  /** Made earlier, without the code itself. */
  standing(code: Pick<SpokenCode, 'terms' | 'day'>, standing: CodeStanding): string;
  /** Made earlier, or maybe not: nobody knows yet. */
  alreadyBeingConfirmed(terms: DiscountTerms): string;
  refused(reason: DiscountRefusal): string;
  /** Of the message that brings it, where that is an email. */
  subject(): string;
  message(code: SpokenCode): string;
}

/** The intents that can be asked about later. */
export type EarlierKind = Exclude<IntentKind, 'follow_up'>;

/** Something that was asked before, the day on which, and what became of it. */
export interface SpokenRequest {
  readonly intent: EarlierKind;
  readonly day: string;
  readonly became: Became;
  /** What was done to a subscription then. */
  readonly action?: ChangeAction;
  /** The subscription that it was about, as it is now. */
  readonly subscription?: SpokenSubscription;
}

export interface FollowUpWords {
  /** With all that is known of it. */
  one(request: SpokenRequest): string;
  /** The newest ones in brief; `hasMore`: whether there are others. */
  several(newest: readonly SpokenRequest[], hasMore: boolean): string;
  /** After a person's question to the caller. */
  askAnswer(): string;
  passedOn(): string;
  nothing(): string;
  /** There is nothing of the caller's under the reference; whether there is of somebody else is not given away. */
  unknownReference(): string;
  /** Of the message to whoever waited for a person, where that is an email. */
  subject(): string;
  /** The message: what has become of it. */
  written(request: SpokenRequest, reference: string): string;
}

/** What is written to a customer after the call, when a refund did not stay as it was told. */
export interface SettlementWords {
  subject(): string;
  /** The bank returned it, or it was canceled. */
  cameBack(about: { amount: Money; reference: string }): string;
  disputed(about: { amount: Money; reference: string }): string;
}

/** A dispute of a payment, as it is told: by the day of the payment. */
export interface SpokenDispute {
  readonly amount: Money;
  readonly day: string;
}

type Ended = SpokenDispute & { readonly outcome: Exclude<DisputeOutcome, 'open'> };

export interface DisputeWords {
  askWhat(): string;
  /** The bank has asked, or has charged it back; what the caller said is passed on. */
  open(dispute: SpokenDispute & { readonly stage: 'inquiry' | 'chargeback' }): string;
  /** Won, lost or closed as the merchant sees it: lost is the caller's favour. */
  over(dispute: Ended): string;
  offerRefund(about: { amount: Money; card: Card | undefined; day: string }): string;
  withSupport(): string;
  /** Of the messages about it. */
  subject(): string;
  /** A person's question, in their own words. */
  asks(about: { text: string; reference: string }): string;
  /** A person has refunded a payment that the bank had asked about. */
  refunded(about: SpokenDispute & { readonly refund: Money; readonly reference: string }): string;
  /** Once it has ended, to somebody who has told us of it. */
  message(dispute: Ended & { readonly reference: string }): string;
}

/** What is said where a person decides. */
export interface SupportWords {
  /** Until when an answer can be expected. */
  answerBy(by: ExpectedBy): string;
  /** A person's question, in their own words, told to a caller who calls again. */
  hasAsked(text: string): string;
  /** Of the message with that question, where it is an email. */
  subject(): string;
  asks(about: { text: string; reference: string }): string;
}

/** All that is said in one language. A language without one of these does not compile. */
export interface Catalogue {
  readonly terms: Terms;
  readonly stage: StageWords;
  readonly one_time_code: CodeWords;
  readonly payment_confirmation: PaymentConfirmationWords;
  readonly refund: RefundWords;
  readonly discount: DiscountWords;
  readonly dispute: DisputeWords;
  readonly follow_up: FollowUpWords;
  readonly subscription: SubscriptionWords;
  readonly settlement: SettlementWords;
  readonly support: SupportWords;
}
