import { z } from 'zod';
import { heardReference } from '../domain/ids.ts';
import { cutCardNumbers, holdsCardNumber } from '../domain/redaction.ts';

const noCardNumber = (text: string) => !holdsCardNumber(text);
const CARD_REFUSED = 'Holds a card number; never send one.';

/** Free text as it was said: trimmed, on one line, with card numbers cut out before anything stores it. */
export const spokenText = z
  .string()
  .min(1)
  .max(1_000)
  .refine((text) => text.trim() !== '', 'Must hold more than spaces.')
  .transform((text) => cutCardNumbers(text).replace(/\s+/g, ' ').trim());

export const email = z
  .email()
  .max(254)
  // Digits among letters pass a card's check by chance; who is all digits before the @ has read out a card.
  .refine((text) => !/^[\d._-]+@/.test(text) || noCardNumber(text.replace(/@.*/, '')), CARD_REFUSED);

export const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'Must be an E.164 number such as +14155550101.')
  // Shorter numbers may pass a card's check by chance; no telephone has fifteen digits that do.
  .refine((text) => text.length < 16 || noCardNumber(text.slice(1)), CARD_REFUSED)
  .describe('E.164');

export const last4 = z.string().regex(/^\d{4}$/, 'Must be four digits.');

export const day = z.iso.date().describe('YYYY-MM-DD in the tenant’s time zone');

export const postalCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,10}$/, 'Must be 2 to 11 letters, digits, spaces or hyphens.');

export const paymentId = z
  .string()
  .regex(/^(pi|ch|py)_[A-Za-z0-9]{1,64}$/, 'Must be a payment id such as pi_….')
  .refine((id) => noCardNumber(id.slice(3)), CARD_REFUSED);

/** A request's reference, as a caller says it back; in its one form from here on. */
export const reference = z
  .string()
  .max(40)
  .regex(/[A-Za-z0-9]/, 'Must hold letters or digits, such as R7K-2MX.')
  .refine(noCardNumber, CARD_REFUSED)
  .transform(heardReference)
  .describe('As it was given, in any case, with or without its hyphen');

/** The id of an option, as a reply gave it. */
export const optionId = z.string().min(1).max(100).refine(noCardNumber, CARD_REFUSED);

export const languageRange = z
  .string()
  .regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,7}$/, 'Must be a language tag such as en-US.');

/** Who the caller proved to be earlier in this call, as a reply gave it. */
export const callerToken = z
  .string()
  .max(4_096)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'Must be the callerToken of an earlier reply in this call.');
