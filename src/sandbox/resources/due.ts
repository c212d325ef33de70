import type { Account } from '../account.ts';
import { now } from '../account.ts';
import type { Kind } from '../objects.ts';
import type { Store } from '../store.ts';
import { beginWork, type Work } from '../work.ts';
import { endCoupon, endPromotionCode } from './coupon-use.ts';
import { settleDueRefunds } from './refund-settlement.ts';
import { moveOn } from './renewals.ts';

/** What the account's clock has made due happens now, each at its own moment, before anybody looks. */
export function settleDue(store: Store, account: Account): void {
  settleDueRefunds(store, account);
  for (let due = nextDue(account); due; due = nextDue(account)) {
    // What rings again is set again, by what it has become.
    account.alarms.delete(due.id);
    const work = beginWork(account, undefined, due.at);
    ring(work, due);
    store.commit(work);
  }
}

interface Due {
  id: string;
  kind: Kind;
  at: number;
}

function nextDue(account: Account): Due | undefined {
  const until = now(account);
  let next: Due | undefined;
  for (const [id, { kind, at }] of account.alarms) {
    if (at <= until && (!next || at < next.at)) next = { id, kind, at };
  }
  return next;
}

function ring(work: Work, { id, kind }: Due): void {
  const coupon = kind === 'coupon' ? work.find(kind, id) : undefined;
  if (coupon) endCoupon(work, coupon);
  const code = kind === 'promotion_code' ? work.find(kind, id) : undefined;
  if (code) endPromotionCode(work, code);
  const subscription = kind === 'subscription' ? work.find(kind, id) : undefined;
  if (subscription) moveOn(work, subscription);
}
