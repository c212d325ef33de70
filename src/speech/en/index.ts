import type { Catalogue } from '../catalogue.ts';
import { discount } from './discount.ts';
import { dispute } from './dispute.ts';
import { followUp } from './follow-up.ts';
import { oneTimeCode } from './one-time-code.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { refund } from './refund.ts';
import { settlement } from './settlement.ts';
import { stage } from './stage.ts';
import { subscription } from './subscription.ts';
import { support } from './support.ts';
import { american, british, type EnglishTerms } from './terms.ts';

function englishWith(terms: EnglishTerms): Catalogue {
  const confirmation = paymentConfirmation(terms);
  return {
    terms,
    stage: stage(terms),
    one_time_code: oneTimeCode(terms),
    payment_confirmation: confirmation,
    refund: refund(terms),
    discount: discount(terms),
    dispute: dispute(terms),
    follow_up: followUp(terms, confirmation, {
      support: support(terms),
      subscription: subscription(terms),
      discount: discount(terms),
    }),
    subscription: subscription(terms),
    settlement: settlement(terms),
    support: support(terms),
  };
}

export const english: Catalogue = englishWith(american);
export const britishEnglish: Catalogue = englishWith(british);
