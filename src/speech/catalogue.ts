import type { Money } from '../domain/money.ts';
import type { Card, Payment, RefundRecord } from '../domain/payment.ts';
import type { RefusalReason, SupportReason } from '../domain/refund.ts';
import type { IdentityFact } from '../domain/verification.ts';

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
  noSuchPayment(): string;
  silence(): string;
  canceled(): string;
  tooManyTurns(): string;
  failed(): string;
  working(): string;
  notHeard(): string;
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

export interface RefundWords {
  /** `earlier`: a refund of just what was asked for now, made before. */
  askAmount(max: Money, earlier: SpokenRefund | undefined): string;
  confirm(about: { amount: Money; card: Card | undefined; day: string; partial: boolean }): string;
  confirmAnother(about: { amount: Money; earlier: SpokenRefund }): string;
  declinedByCaller(): string;
  withSupport(reason: SupportReason): string;
  sending(): string;
  beingConfirmed(amount: Money): string;
  issued(refund: RefundRecord, card: Card | undefined): string;
  already(earlier: SpokenRefund): string;
  refused(
    reason: RefusalReason,
    about: { payment: SpokenPayment; earlier: SpokenRefund | undefined },
  ): string;
}

/** All that is said in one language. A language without one of these does not compile. */
export interface Catalogue {
  readonly stage: StageWords;
  readonly payment_confirmation: PaymentConfirmationWords;
  readonly refund: RefundWords;
}
