import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

interface Movement {
  type: 'charge' | 'payment' | 'refund' | 'refund_failure';
  /** Signed: what leaves the balance is negative. */
  amount: number;
  fee?: number;
  currency: string;
  source: string;
}

/** Books a movement on the account's balance and gives the id of its entry. */
export function bookMovement(work: Work, { type, amount, fee = 0, currency, source }: Movement): string {
  const entry: Stripe.BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: work.now + 2 * 24 * 60 * 60,
    balance_type: 'payments',
    created: work.now,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: [],
    net: amount - fee,
    reporting_category: type === 'payment' ? 'charge' : type,
    source,
    status: 'pending',
    type,
  };
  work.save(entry);
  return entry.id;
}

export const cardFee = (amount: number): number => Math.round(amount * 0.029) + 30;
