/** How a caller can be found: the number they call from, or the email they gave. */
export interface Contact {
  readonly phone?: string;
  readonly email?: string;
}

/** An email address in the one form in which it is compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether a free-text phone number is an E.164 one, with or without its country code. */
export function samePhone(e164: string, text: string): boolean {
  const known = e164.replace(/\D/g, '');
  const other = text.replace(/\D/g, '').replace(/^0+/, '');
  // Seven digits are the shortest national numbers; less would match strangers.
  return other.length >= 7 && (known.endsWith(other) || other.endsWith(known));
}

/** Whether what stands on a payment or customer is one of the caller's contacts. */
export function isContact({ phone, email }: Contact, text: string): boolean {
  if (text.includes('@')) return email !== undefined && normalizeEmail(text) === normalizeEmail(email);
  return phone !== undefined && samePhone(phone, text);
}
