import type { Catalogue } from '../catalogue.ts';
import { followUp } from './follow-up.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { refund } from './refund.ts';
import { stage } from './stage.ts';
import { american, british, type EnglishTerms } from './terms.ts';

function englishWith(terms: EnglishTerms): Catalogue {
  const confirmation = paymentConfirmation(terms);
  return {
    terms,
    stage: stage(terms),
    payment_confirmation: confirmation,
    refund: refund(terms),
    follow_up: followUp(terms, confirmation),
  };
}

export const english: Catalogue = englishWith(american);
export const britishEnglish: Catalogue = englishWith(british);
