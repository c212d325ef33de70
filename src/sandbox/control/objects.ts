import { type Account, collection } from '../account.ts';
import { alarmOf } from '../alarms.ts';
import type { StoredObject } from '../objects.ts';
import { idOf } from '../objects.ts';
import { findCharge } from '../resources/charges.ts';
import { changeDispute } from '../resources/dispute-course.ts';
import { openDispute } from '../resources/disputes.ts';
import { findIntent } from '../resources/payment-intents.ts';
import { settleIntent } from '../resources/payment-settlement.ts';
import { settleRefund } from '../resources/refund-settlement.ts';
import { findRefund } from '../resources/refunds.ts';
import { renewNow } from '../resources/renewals.ts';
import { findSubscription } from '../resources/subscription-record.ts';
import { beginWork, type Work } from '../work.ts';
import {
  allowOnly,
  choice,
  given,
  numberOrNull,
  optionalFlag,
  optionalNumber,
  optionalText,
} from './fields.ts';
import type { Control } from './routes.ts';

/** Does a piece of work for a test, and writes it down like any other. */
function committed<T>({ store, account }: Control, act: (work: Work) => T): T {
  const work = beginWork(account);
  try {
    const result = act(work);
    store.commit(work);
    return result;
  } catch (error) {
    work.undo();
    throw error;
  }
}

/** Overwrites fields of any object. A payment intent takes its charges along to another date. */
export function setObject(control: Control) {
  const { id, body } = control;
  return committed(control, (work) => {
    const object = anyObject(control.account, id);
    refuseUnknown(object, body);
    const changed = merged(object, body) as unknown as StoredObject;
    work.save(changed);
    const created = optionalNumber(body, 'created');
    if (object.object === 'payment_intent' && created !== undefined) {
      const charges = work.all('charge').filter((charge) => charge.payment_intent === id);
      for (const charge of charges) work.save({ ...charge, created });
    }
    return changed;
  });
}

function anyObject(account: Account, id: string): StoredObject {
  for (const kind of account.objects.keys()) {
    const found = collection(account, kind).get(id);
    if (found) return found;
  }
  throw new Error(`no object ${id}`);
}

/** Fields that Stripe leaves out where they say nothing. */
const optionalFields: ReadonlySet<string> = new Set([
  'description',
  'failure_reason',
  'pending_reason',
  'presentment_details',
  'status_details',
]);

function refuseUnknown(object: object, body: Record<string, unknown>): void {
  const unknown = Object.keys(body).find((name) => !Object.hasOwn(object, name) && !optionalFields.has(name));
  if (unknown !== undefined) throw new Error(`unknown field ${unknown}`);
}

function merged(object: object, changes: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...object };
  for (const [name, value] of Object.entries(changes)) {
    const held = result[name];
    result[name] = isRecord(held) && isRecord(value) ? merged(held, value) : value;
  }
  return result;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const disputeStatuses = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'prevented',
  'appeal_needs_response',
  'appeal_under_review',
] as const;

export function openDisputeNow(control: Control) {
  const { body } = control;
  allowOnly(body, [
    'charge',
    'payment_intent',
    'amount',
    'reason',
    'status',
    'is_charge_refundable',
    'due_by',
  ]);
  return committed(control, (work) => {
    const intent = optionalText(body, 'payment_intent');
    const named = optionalText(body, 'charge');
    const id = named ?? (intent === undefined ? null : idOf(findIntent(work, intent).latest_charge));
    if (id === null) throw new Error('charge or payment_intent must name a payment that was tried');
    const opening = {
      amount: optionalNumber(body, 'amount'),
      reason: optionalText(body, 'reason'),
      status: choice(body, 'status', disputeStatuses),
      is_charge_refundable: optionalFlag(body, 'is_charge_refundable'),
      due_by: numberOrNull(body, 'due_by'),
    };
    return openDispute(work, findCharge(work, id), given(opening));
  });
}

export function setDispute(control: Control) {
  const { id, body } = control;
  allowOnly(body, ['status', 'is_charge_refundable', 'due_by']);
  return committed(control, (work) => {
    const status = choice(body, 'status', disputeStatuses);
    const is_charge_refundable = optionalFlag(body, 'is_charge_refundable');
    const due_by = numberOrNull(body, 'due_by');
    return changeDispute(work, id, given({ status, is_charge_refundable, due_by }));
  });
}

export function setRefund(control: Control) {
  const { id, body } = control;
  allowOnly(body, ['status', 'failure_reason', 'reference']);
  return committed(control, (work) => {
    const refund = findRefund(work, id);
    const statuses = ['succeeded', 'failed', 'canceled', 'pending', 'requires_action'] as const;
    const status =
      choice(body, 'status', statuses) ?? statuses.find((one) => one === refund.status) ?? 'pending';
    const failure_reason = optionalText(body, 'failure_reason');
    return settleRefund(work, refund, {
      status,
      ...given({ failure_reason, reference: optionalText(body, 'reference') }),
    });
  });
}

export function settlePayment(control: Control) {
  const { id, body } = control;
  allowOnly(body, ['outcome']);
  return committed(control, (work) => {
    const outcome = choice(body, 'outcome', ['succeeded', 'failed']);
    if (outcome === undefined) throw new Error('outcome must be succeeded or failed');
    return settleIntent(work, findIntent(work, id), outcome);
  });
}

/** Has a subscription's period end now, and the payment of the next one go as told. */
export function renewSubscription(control: Control) {
  const { id, body } = control;
  allowOnly(body, ['renewal']);
  return committed(control, (work) => {
    const renewal = choice(body, 'renewal', ['succeeded', 'failed']);
    if (renewal === undefined) throw new Error('renewal must be succeeded or failed');
    const subscription = findSubscription(work, id);
    if (alarmOf(subscription) === undefined)
      throw new Error(`${id} is ${subscription.status}: it does not renew`);
    return renewNow(work, subscription, renewal);
  });
}
