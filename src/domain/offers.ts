import { exponent } from './money.ts';
import type { DiscountOffer } from './policy.ts';
import { type Heard, heardIn, wordsOf } from './promise.ts';

/** What a promise comes to. `unclear`: it names nothing that could be one, as "a discount" does. */
export type Matched =
  | { readonly kind: 'offers'; readonly offers: readonly DiscountOffer[] }
  | { readonly kind: 'not_covered' }
  | { readonly kind: 'unclear' };

/**
 * The offers that a caller's words fit: by what they name as taken off, else by the words of the offers. Where a percentage
 * is named, amounts beside it are what the order costs; each percentage has to be an offer's, so that nobody is given ten who
 * says that they were promised twenty.
 */
export function matchOffers(promise: string, offers: readonly DiscountOffer[]): Matched {
  const heard = heardIn(promise);
  const percents = heard.filter((one) => 'percent' in one);
  const named = percents.length > 0 ? percents : heard;
  if (named.length === 0) {
    const byWords = offers.filter(({ words }) => words.some((phrase) => says(promise, phrase)));
    return byWords.length > 0 ? { kind: 'offers', offers: byWords } : { kind: 'unclear' };
  }
  const isOffered = (one: Heard) => offers.some((offer) => isSame(offer, one));
  if (!(percents.length > 0 ? named.every(isOffered) : named.some(isOffered))) return { kind: 'not_covered' };
  return { kind: 'offers', offers: offers.filter((offer) => named.some((one) => isSame(offer, one))) };
}

function isSame(offer: DiscountOffer, heard: Heard): boolean {
  if ('percent' in heard) return 'percent' in offer && offer.percent === heard.percent;
  if (!('amount' in offer) || !heard.currencies.includes(offer.amount.currency)) return false;
  const { value, currency } = offer.amount;
  return Math.round(heard.units * 10 ** exponent(currency)) === value;
}

/** Whether a text holds a phrase as whole words, in whatever case and with or without accents. */
function says(text: string, phrase: string): boolean {
  const wanted = wordsOf(phrase).join(' ');
  return wanted !== '' && ` ${wordsOf(text).join(' ')} `.includes(` ${wanted} `);
}
