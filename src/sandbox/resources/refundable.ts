import type { Stripe } from 'stripe';
import { refused } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { spell } from './spell.ts';

/** What a refund of this charge may take: what was asked, or all that is left. Refuses what Stripe refuses. */
export function refundableAmount(work: Work, charge: Stripe.Charge, asked: number | undefined): number {
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw refused(`Charge ${charge.id} is not refundable.`, { code: 'charge_not_refundable' });
  }
  const remaining = charge.amount - charge.amount_refunded;
  if (charge.refunded || remaining === 0) {
    throw refused(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const disputes = work.all('dispute').filter((dispute) => dispute.charge === charge.id);
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  const amount = asked ?? remaining;
  if (amount > remaining) {
    const [wanted, left] = [amount, remaining].map((one) => spell(one, charge.currency));
    throw refused(`Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
  }
  return amount;
}
