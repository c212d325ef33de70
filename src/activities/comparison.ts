import type Stripe from 'stripe';
import { intentOf } from '../domain/ids.ts';
import {
  type Claim,
  type Compared,
  type Made,
  type Marked,
  missing,
  shownAs,
  unclaimed,
} from '../domain/reconciliation.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { isMissing } from '../stripe/errors.ts';
import { hasCode, ourChanges, ourCodes, ourRefunds } from '../stripe/reconciliation.ts';
import { readRefund } from '../stripe/refunds.ts';
import { findSubscription } from '../stripe/subscriptions.ts';
import type { claimsOf } from './claims.ts';

/** An intent that ended since may have made its change a moment before. */
const BEFORE_SECONDS = 3_600;

/** Compares what is of ours at Stripe with what intents and cases tell, both ways. */
export async function compare(
  stripe: Stripe,
  claims: ReturnType<typeof claimsOf>,
  since: UnixSeconds,
): Promise<Compared> {
  const marked = await markedSince(stripe, since);
  const told: Claim[] = [];
  for (const { decision, reference = '' } of marked) {
    const claim = await claims.of(intentOf(decision), reference);
    if (claim) told.push(claim);
  }
  const said = await claims.since(since);
  const shown = await shownOf(stripe, said, marked);
  const count = (of: Marked['kind']) => marked.filter(({ kind }) => kind === of).length;
  return {
    ...{ refunds: count('refund'), codes: count('code'), changes: count('change') },
    intents: said.length,
    differences: [...unclaimed(marked, told), ...missing(said, shown)],
  };
}

/** All of ours that was made since. */
async function markedSince(stripe: Stripe, since: UnixSeconds): Promise<Marked[]> {
  const marked: Marked[] = [];
  for await (const { record } of ourRefunds(stripe, since)) {
    const { refund, decision = '', reference, payment, amount } = record;
    const of = { name: refund, object: refund, decision, payment, amount };
    marked.push({ kind: 'refund', ...of, ...(reference !== undefined && { reference }) });
  }
  for await (const { promotion, code, ...mark } of ourCodes(stripe, since))
    marked.push({ kind: 'code', name: code, object: promotion, ...mark });
  for await (const { subscription, ...mark } of ourChanges(stripe, since - BEFORE_SECONDS))
    marked.push({ kind: 'change', name: subscription, object: subscription, ...mark });
  return marked;
}

/** What Stripe shows of what was told, whenever it was made, each as its `shownAs`. */
async function shownOf(
  stripe: Stripe,
  claims: readonly Claim[],
  marked: readonly Marked[],
): Promise<Set<string>> {
  const shown = new Set(marked.map((one) => shownAs(one, intentOf(one.decision))));
  for (const { intentId, made } of claims)
    for (const one of made) {
      const name = shownAs(one, intentId);
      if (!shown.has(name) && (await isShown(stripe, one, intentId))) shown.add(name);
    }
  return shown;
}

async function isShown(stripe: Stripe, { kind, name }: Made, intentId: string): Promise<boolean> {
  switch (kind) {
    case 'refund':
      return isThere(readRefund(stripe, name));
    case 'code':
      return hasCode(stripe, name);
    case 'change': {
      const { decision } = (await findSubscription(stripe, name)) ?? {};
      return decision !== undefined && intentOf(decision) === intentId;
    }
    case 'end':
      return (await findSubscription(stripe, name))?.state === 'ended';
  }
}

function isThere(read: Promise<unknown>): Promise<boolean> {
  return read.then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}
