import { type Contact, isContact } from './contact.ts';
import { type GivenAmount, inCurrency } from './money.ts';
import type { Payment } from './payment.ts';
import { dayOf, daysBetween } from './time.ts';

/** A fact that only the payer has at hand. */
export type IdentityFact = 'last4' | 'amount' | 'date' | 'postalCode';

/** The facts that a caller gave. `amount` is the payment's whole amount, `date` a day in the tenant's time zone. */
export interface GivenFacts {
  readonly last4?: string;
  readonly amount?: GivenAmount;
  readonly date?: string;
  readonly postalCode?: string;
}

/** Who a caller has proved to be, for the rest of a call. */
export interface ProvenCaller {
  readonly level: 'verified' | 'authenticated';
  readonly customers: readonly string[];
  /** The payments that proved it; all that a guest has. */
  readonly payments: readonly string[];
  /** Seconds since 1970. */
  readonly since: number;
}

/** How many facts of one and the same payment prove who calls. */
export const FACTS_NEEDED = 2;

/** What a caller is asked for; from the second try all alike are also invited to give date and postal code. */
export function accepted(failedTries: number): readonly IdentityFact[] {
  return failedTries === 0 ? ['last4', 'amount'] : ['last4', 'amount', 'date', 'postalCode'];
}

/** The facts given, by name. */
export function factsIn(given: GivenFacts): IdentityFact[] {
  return (['last4', 'amount', 'date', 'postalCode'] as const).filter((fact) => given[fact] !== undefined);
}

/** Whether what was given can be judged: enough facts, one of them last four or amount. */
export function isEnough(given: GivenFacts): boolean {
  return factsIn(given).length >= FACTS_NEEDED && (given.last4 !== undefined || given.amount !== undefined);
}

/** Which of the given facts are true of a payment. A date may be off by one day: callers live in other time zones. */
export function factsTrueOf(payment: Payment, given: GivenFacts, timeZone: string): IdentityFact[] {
  return factsIn(given).filter((fact) => isTrue[fact](payment, given, timeZone));
}

const isTrue: Record<IdentityFact, (payment: Payment, given: GivenFacts, timeZone: string) => boolean> = {
  last4: ({ card }, { last4 }) => card?.last4 === last4,
  amount: ({ amount }, given) =>
    given.amount !== undefined && inCurrency(given.amount, amount.currency) === amount.value,
  date: ({ created }, { date }, timeZone) =>
    date !== undefined && daysBetween(dayOf(created, timeZone), date) <= 1,
  postalCode: (payment, given) => samePostalCode(payment.postalCode, given.postalCode),
};

function samePostalCode(one: string | undefined, other: string | undefined): boolean {
  const plain = (code: string) => code.replace(/[\s-]/g, '').toUpperCase();
  return one !== undefined && other !== undefined && plain(one) === plain(other);
}

/** The customers' payments that the given facts prove: two facts of one payment, one of them last four or amount. */
export function proven(payments: readonly Payment[], given: GivenFacts, timeZone: string): Payment[] {
  return payments.filter((payment) => {
    const facts = factsTrueOf(payment, given, timeZone);
    return facts.length >= FACTS_NEEDED && (facts.includes('last4') || facts.includes('amount'));
  });
}

/**
 * The guest payments that the caller proves to have made. Last four, amount and date only found them and prove
 * nothing; proof is the postal code and that the caller's number or email is the payment's own.
 */
export function provenGuest(
  payments: readonly Payment[],
  given: GivenFacts,
  contact: Contact,
  timeZone: string,
): Payment[] {
  return payments.filter((payment) => {
    const facts = factsTrueOf(payment, given, timeZone);
    const found = facts.includes('last4') && facts.includes('amount') && facts.includes('date');
    return found && facts.includes('postalCode') && payment.contacts.some((text) => isContact(contact, text));
  });
}
