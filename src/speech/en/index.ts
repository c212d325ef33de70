import type { Catalogue } from '../catalogue.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { refund } from './refund.ts';
import { stage } from './stage.ts';
import { american, british, type EnglishTerms } from './terms.ts';

function englishWith(terms: EnglishTerms): Catalogue {
  return {
    terms,
    stage: stage(terms),
    payment_confirmation: paymentConfirmation(terms),
    refund: refund(terms),
  };
}

export const english: Catalogue = englishWith(american);
export const britishEnglish: Catalogue = englishWith(british);
