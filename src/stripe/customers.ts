import type Stripe from 'stripe';
import { type Contact, isContact, isEmail, normalizeEmail } from '../domain/contact.ts';
import { isMissing, isSearchRefused } from './errors.ts';
import { inE164, phoneForms } from './phone.ts';

/** More customers than this with one contact are nobody's own. */
const MOST_CUSTOMERS = 20;

/** The customers that an email or a phone number finds, by id and in its order. Stripe's lists are exact, its search lags. */
export async function findCustomers(stripe: Stripe, contact: Contact): Promise<string[]> {
  const lists = await Promise.all([...byEmail(stripe, contact.email), ...byPhone(stripe, contact.phone)]);
  const ids = lists
    .flat()
    .filter(({ email, phone }) => [email, phone].some((text) => text != null && isContact(contact, text)))
    .map(({ id }) => id);
  const found = [...new Set(ids)].sort();
  return found.length > MOST_CUSTOMERS ? [] : found;
}

/** How a customer can be written to, by what is on file. One that is not there has nothing. */
export async function readContacts(stripe: Stripe, id: string): Promise<Contact> {
  const customer = await findCustomer(stripe, id);
  if (!customer) return {};
  const { email, phone, address } = customer;
  const number = phone == null ? undefined : inE164(phone, address?.country ?? undefined);
  return {
    ...(email != null && isEmail(email) && { email }),
    ...(number !== undefined && { phone: number }),
  };
}

/** A customer by name and email, as far as they are on file. */
export async function readProfile(stripe: Stripe, id: string): Promise<{ name?: string; email?: string }> {
  const customer = await findCustomer(stripe, id);
  const { name, email } = customer ?? {};
  return { ...(name != null && { name }), ...(email != null && { email }) };
}

/** Undefined where there is none, or no more. */
async function findCustomer(stripe: Stripe, id: string): Promise<Stripe.Customer | undefined> {
  try {
    const customer = await stripe.customers.retrieve(id);
    return customer.deleted ? undefined : customer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function byEmail(stripe: Stripe, email: string | undefined): Promise<Stripe.Customer[]>[] {
  if (email === undefined) return [];
  // The list is case-sensitive: as it was heard, and as it is mostly written. The search is not, but lags.
  const spellings = [...new Set([email.trim(), normalizeEmail(email)])];
  return [
    ...spellings.map(async (spelling) => (await stripe.customers.list({ email: spelling, limit: 100 })).data),
    search(stripe, `email:'${quoted(normalizeEmail(email))}'`),
  ];
}

function byPhone(stripe: Stripe, phone: string | undefined): Promise<Stripe.Customer[]>[] {
  if (phone === undefined) return [];
  return [
    search(
      stripe,
      phoneForms(phone)
        .map((form) => `phone:'${quoted(form)}'`)
        .join(' OR '),
    ),
  ];
}

async function search(stripe: Stripe, query: string): Promise<Stripe.Customer[]> {
  try {
    return (await stripe.customers.search({ query, limit: 100 })).data;
  } catch (error) {
    // What the lists found has to do.
    if (isSearchRefused(error)) return [];
    throw error;
  }
}

function quoted(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}
