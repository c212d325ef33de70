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
import { terms } from './terms.ts';

export const german: Catalogue = {
  terms,
  stage,
  one_time_code: oneTimeCode,
  payment_confirmation: paymentConfirmation,
  refund,
  discount,
  dispute,
  follow_up: followUp,
  subscription,
  settlement,
  support,
};
