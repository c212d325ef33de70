import type { Catalogue } from '../catalogue.ts';
import { followUp } from './follow-up.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { refund } from './refund.ts';
import { stage } from './stage.ts';
import { terms } from './terms.ts';

export const spanish: Catalogue = {
  terms,
  stage,
  payment_confirmation: paymentConfirmation,
  refund,
  follow_up: followUp,
};
