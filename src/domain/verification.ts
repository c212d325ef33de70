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
  /** The customers whose contact on file got a code that the caller knew; some where the level is `authenticated`. */
  readonly byCode?: readonly string[];
  /** Seconds since 1970. */
  readonly since: number;
}

/** How many facts of one and the same payment prove who calls. */
export const FACTS_NEEDED = 2;

/** What a caller may give; from the second try all alike are also invited to give date and postal code. */
export function accepted(failedTries: number): readonly IdentityFact[] {
  return failedTries === 0 ? ['last4', 'amount'] : ['last4', 'amount', 'date', 'postalCode'];
}

/** The facts given, by name. */
export function factsIn(given: GivenFacts): IdentityFact[] {
  return (['last4', 'amount', 'date', 'postalCode'] as const).filter((fact) => given[fact] !== undefined);
}

/** Whether what was given can be judged. */
export function isEnough(given: GivenFacts): boolean {
  return areEnough(factsIn(given));
}

/** Two facts, one of them last four or amount: a day and a postal code are known to more people than the payer. */
function areEnough(facts: readonly IdentityFact[]): boolean {
  return facts.length >= FACTS_NEEDED && facts.some(isStrong);
}

function isStrong(fact: IdentityFact): boolean {
  return fact === 'last4' || fact === 'amount';
}

/** What a caller is asked for, when some facts are given and some tries have failed. */
export interface IdentityQuestion {
  readonly accepts: IdentityFact[];
  /** How many of them. */
  readonly needed: number;
  readonly triesLeft: number;
}

/** What to ask next. The same for everybody: whether an account exists is not given away. */
export function questionFor(facts: GivenFacts, failedTries: number, tries: number): IdentityQuestion {
  const given = factsIn(facts);
  const needed = Math.max(1, FACTS_NEEDED - given.length);
  const open = accepted(failedTries).filter((fact) => !given.includes(fact));
  const accepts = needed === 1 && !given.some(isStrong) ? open.filter(isStrong) : open;
  return { accepts, needed, triesLeft: tries - failedTries };
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
  return payments.filter((payment) => areEnough(factsTrueOf(payment, given, timeZone)));
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
