import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** The forms in which an E.164 number may stand in Stripe's free-text field. */
export function phoneForms(e164: string): string[] {
  const parsed = parsePhoneNumberFromString(e164);
  const forms = [e164, e164.slice(1)];
  if (parsed) forms.push(parsed.nationalNumber, parsed.formatNational(), parsed.formatInternational());
  return [...new Set(forms)];
}
