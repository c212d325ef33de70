import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Stripe takes no more clauses in one search. */
const MOST_FORMS = 10;

/** The forms in which an E.164 number may stand in Stripe's free-text field, the likeliest first. */
export function phoneForms(e164: string): string[] {
  const forms = [e164, e164.slice(1)];
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed) {
    const [national, international] = [parsed.formatNational(), parsed.formatInternational()];
    const groups = national.match(/\d+/g) ?? [];
    const separated = ['', '-', '.', ' '].map((separator) => groups.join(separator));
    forms.push(parsed.nationalNumber, national, international, ...separated);
    forms.push(international.replaceAll(' ', '-'));
  }
  return [...new Set(forms)].slice(0, MOST_FORMS);
}
