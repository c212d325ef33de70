import type { Catalogue } from '../catalogue.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { refund } from './refund.ts';
import { stage } from './stage.ts';

export const english: Catalogue = { stage, payment_confirmation: paymentConfirmation, refund };
