/** How a caller can be found: the number they call from, or the email they gave. */
export interface Contact {
  readonly phone?: string;
  readonly email?: string;
}

/** An email address in the one form in which it is compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether a text is one email address, which can be written to. */
export function isEmail(text: string): boolean {
  return /^[^\s@,;]+@[^\s@,;]+$/.test(text);
}

/** Whether a free-text phone number is an E.164 one, with or without its country code. */
export function samePhone(e164: string, text: string): boolean {
  const known = digitsOf(e164);
  // "+44 (0)20 …" writes the national zero for those who dial from within.
  const written = text.trim().replaceAll('(0)', '');
  const digits = digitsOf(written);
  if (/^(\+|00)/.test(written)) return digits.replace(/^00/, '') === known;
  const national = digits.replace(/^0+/, '');
  // Seven digits are the shortest national numbers; less would match strangers. 011 dials abroad from North America.
  return (national.length >= 7 && known.endsWith(national)) || digits === `011${known}`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether what stands on a payment or customer is one of the caller's contacts. */
export function isContact({ phone, email }: Contact, text: string): boolean {
  if (text.includes('@')) return email !== undefined && normalizeEmail(text) === normalizeEmail(email);
  return phone !== undefined && samePhone(phone, text);
}
