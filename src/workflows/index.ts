// What this file exports is registered as a Workflow, under the name that it is exported by.

export { difference } from './difference.ts';
export { discount } from './discount.ts';
export { dispute } from './dispute.ts';
export { disputeCase as dispute_case } from './dispute-case/index.ts';
export { followUp as follow_up } from './follow-up.ts';
export { guard } from './guard.ts';
export { lane } from './lane/index.ts';
export { notice } from './notice.ts';
export { notification } from './notification.ts';
export { paymentConfirmation as payment_confirmation } from './payment-confirmation.ts';
export { reconciliation } from './reconciliation.ts';
export { refund } from './refund.ts';
export { subscription } from './subscription.ts';
export { watch } from './watch/index.ts';
