import { continueAsNew, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import { notificationOf } from '../../domain/notification.ts';
import { isChargedBack, type Payment, type RefundRecord } from '../../domain/payment.ts';
import { endOf, hasArrived, MOST_SECONDS } from '../../domain/settlement.ts';
import { DAY_SECONDS } from '../../domain/time.ts';
import { nowSeconds } from '../clock.ts';
import { observed, type RefundWatched } from '../messages.ts';
import { deskLines } from '../people/desk-lines.ts';
import { openSupport } from '../people/support.ts';
import { local } from '../proxies.ts';
import type { watch } from './index.ts';
import { openLooking } from './looking.ts';
import { type Lost, makeGood } from './make-good.ts';

/** How soon a change is seen that no webhook tells of. */
const MOST_PAUSE_SECONDS = DAY_SECONDS / 2;

/** Follows a refund until nothing can become of it any more. What went wrong after all is made good by a person. */
export async function watchRefund(started: RefundWatched): Promise<void> {
  const { tenant, refund, payment, people } = started;
  let start = started;
  let chargedBack = started.chargedBack ?? false;
  const looking = openLooking();
  const changed = () => setCurrentDetails(deskLines(support).join('\n\n'));
  const support = openSupport({ tenant, people, changed });
  support.listen();
  setHandler(observed, (of: Payment) => {
    if (isByHand(of) || of.payment !== payment) return;
    chargedBack = isChargedBack(of, chargedBack);
    if (chargedBack) looking.wake();
  });

  const since = start.since ?? nowSeconds();
  if (start.since === undefined)
    await local.subscribeWatch({
      tenant,
      payment,
      subscriber: workflowInfo().workflowId,
      seconds: MOST_SECONDS,
      within: MOST_PAUSE_SECONDS,
    });
  for (;;) {
    const now = await looking.read((reads) => reads.readRefund({ tenant, refund }));
    const lost = now && lostBy(now, chargedBack);
    if (lost) {
      // One whose payment was charged back has not failed: that is the dispute's to tell.
      if (lost !== 'disputed') await tell(tenant, 'refund.failed', now);
      return makeGood(start, now, lost, support);
    }
    const end = now && endOf(now, nowSeconds() - since);
    if (now && !start.told && hasArrived(now, { waited: start.waited ?? false, ended: end !== undefined })) {
      await tell(tenant, 'refund.settled', now);
      start = { ...start, told: true };
    }
    if (now && now.state !== 'issued') start = { ...start, waited: true };
    if (end === 'settled') return;
    if (now && end) return makeGood(start, now, end, support);
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof watch>({ ...start, since, chargedBack });
    await looking.next(MOST_PAUSE_SECONDS);
  }
}

function lostBy({ state }: RefundRecord, chargedBack: boolean): Lost | undefined {
  if (state === 'failed' || state === 'canceled') return state;
  // Settled money and a chargeback for the same payment: the merchant may pay twice.
  return chargedBack ? 'disputed' : undefined;
}

/** Tells the tenant's own systems, where they are told. */
async function tell(
  tenant: string,
  type: 'refund.settled' | 'refund.failed',
  now: RefundRecord,
): Promise<void> {
  const { refund, payment, amount, state, reference, bankReference } = now;
  const data = {
    ...{ refund, payment, amount, state },
    ...(reference !== undefined && { reference }),
    ...(bankReference !== undefined && { bankReference }),
  };
  await local.notify({ tenant, notifications: [notificationOf(type, refund, data, Date.now())] });
}
