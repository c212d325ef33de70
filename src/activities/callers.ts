import { type Contact, normalizeEmail } from '../domain/contact.ts';
import { type GivenAmount, possibleValues } from '../domain/money.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { findCustomers } from '../stripe/customers.ts';
import { findGuestPayments, readCustomer } from '../stripe/payments.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** One customer, and all refunds of theirs. */
export interface KnownCustomer {
  readonly customer: string;
  /** The keyed hash that a search attribute may hold. */
  readonly key: string;
  readonly history: readonly RefundRecord[];
}

/** All that is known of customers. */
export interface KnownCaller {
  readonly customers: readonly KnownCustomer[];
  readonly payments: readonly Payment[];
}

/** All that a contact finds, of all customers that have it. */
export interface FoundCaller extends KnownCaller {
  /** The guards that count wrong guesses, in the order in which every intent asks them: no two wait for each other. */
  readonly guards: readonly string[];
}

/** No such customer: read in place of one for strangers, so that they wait as long. */
const NOBODY = 'cus_none';

export function callerActivities({ stripe, hash }: Pick<World, 'stripe' | 'hash'>) {
  /** Contacts first, then customers; for a stranger another guard of the same contacts, so that all is alike. */
  function guardsOf(tenant: string, contact: Contact, customers: readonly KnownCustomer[]): string[] {
    const given = [contact.phone, contact.email && normalizeEmail(contact.email)];
    const contacts = given.flatMap((one) => (one === undefined ? [] : [hash(tenant, 'contact', one)])).sort();
    if (customers.length === 0) return [...contacts, hash(tenant, 'stranger', contacts.join())];
    return [...contacts, ...customers.map(({ key }) => key).sort()];
  }

  async function readAll(
    tenant: string,
    customers: readonly string[],
    recentDays: number,
  ): Promise<KnownCaller> {
    const { reads } = stripe(tenant);
    const since = Math.floor(Date.now() / 1_000) - recentDays * DAY_SECONDS;
    if (customers.length === 0) await readCustomer(reads, NOBODY, since);
    const all = await Promise.all(
      customers.map(async (customer) => ({ customer, ...(await readCustomer(reads, customer, since)) })),
    );
    return {
      customers: all.map(({ customer, history }) => ({
        customer,
        key: hash(tenant, 'customer', customer),
        history,
      })),
      payments: all.flatMap(({ payments }) => payments),
    };
  }

  return {
    /** Finds a caller's customers and reads their recent payments. */
    async findCaller(of: { tenant: string; contact: Contact; recentDays: number }): Promise<FoundCaller> {
      return reading(async () => {
        const customers = await findCustomers(stripe(of.tenant).reads, of.contact);
        const known = await readAll(of.tenant, customers, of.recentDays);
        return { ...known, guards: guardsOf(of.tenant, of.contact, known.customers) };
      });
    },

    /** Reads what is known of customers that the caller has proved to be. */
    async readCaller(of: {
      tenant: string;
      customers: readonly string[];
      recentDays: number;
    }): Promise<KnownCaller> {
      return reading(() => readAll(of.tenant, of.customers, of.recentDays));
    },

    /** What an intent of a guest is found by again: keyed hashes of the payments that they proved. */
    async guestKeys(of: { tenant: string; payments: readonly string[] }): Promise<string[]> {
      return of.payments.map((payment) => hash(of.tenant, 'customer', payment));
    },

    /** Finds payments without a customer by last four, amount and day, which find them and prove nothing. */
    async findGuest(of: {
      tenant: string;
      facts: { last4: string; amount: GivenAmount; date: string };
    }): Promise<Payment[]> {
      const { last4, amount, date } = of.facts;
      // A day off either way, and a day more for the tenant's time zone; the domain judges exactly.
      const day = Date.parse(date) / 1_000;
      const span = { from: day - 2 * DAY_SECONDS, until: day + 3 * DAY_SECONDS };
      const search = { last4, amounts: possibleValues(amount), ...span };
      return reading(() => findGuestPayments(stripe(of.tenant).reads, search));
    },
  };
}
