import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

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

/** A number as it stands on file, in E.164; undefined where it says no country and `country` (ISO 3166) is not known. */
export function inE164(text: string, country: string | undefined): string | undefined {
  const from: CountryCode | undefined = country && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text, from);
  return parsed?.isValid() ? parsed.number : undefined;
}
