import { exponent } from './money.ts';
import type { DiscountOffer } from './policy.ts';
import { type Heard, heardIn, wordsOf } from './promise.ts';
import { durationIn, lasts } from './promised-duration.ts';

/**
 * What a promise comes to. `unsure`: these may be meant, or something that is not offered; the caller has to say.
 * `unclear`: it names nothing that could be one, as "a discount" does.
 */
export type Matched =
  | { readonly kind: 'offers' | 'unsure'; readonly offers: readonly DiscountOffer[] }
  | { readonly kind: 'not_covered' }
  | { readonly kind: 'unclear' };

/**
 * The offers that a caller's words fit: by what they name as taken off, else by the words of the offers, and by how long it
 * is to last where they say so. Where a percentage is named, amounts beside it are what the order costs; each percentage
 * has to be an offer's, so that nobody is given ten who says that they were promised twenty. Of several amounts one may be
 * what the order costs, and another what was promised.
 */
export function matchOffers(promise: string, offers: readonly DiscountOffer[]): Matched {
  const heard = heardIn(promise);
  const percents = heard.filter((one) => 'percent' in one);
  const named = percents.length > 0 ? percents : heard;
  const fitting = offers.filter((offer) =>
    named.length > 0
      ? named.some((one) => isSame(offer, one))
      : offer.words.some((phrase) => says(promise, phrase)),
  );
  if (named.length === 0 && fitting.length === 0) return { kind: 'unclear' };
  const duration = durationIn(promise);
  const isUnsure = duration === 'unsure';
  const lasting =
    duration && !isUnsure ? fitting.filter((offer) => lasts(offer.duration, duration)) : fitting;
  if (lasting.length === 0) return { kind: 'not_covered' };
  if (named.every((one) => lasting.some((offer) => isSame(offer, one))))
    return { kind: isUnsure ? 'unsure' : 'offers', offers: lasting };
  return percents.length > 0 ? { kind: 'not_covered' } : { kind: 'unsure', offers: lasting };
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
