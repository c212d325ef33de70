import { createHmac } from 'node:crypto';
import { referenceFrom } from '../domain/ids.ts';
import type { Keys } from './keys.ts';

/** Keyed hashes of one tenant: names for what is personal or secret. They never change, since ids hang on them. */
export interface Identity {
  /** 22 URL-safe characters that name an intent, from call and `Idempotency-Key`. */
  intentId(callId: string, idempotencyKey: string): string;
  /** What the caller can be given and say back. */
  reference(intentId: string): string;
  call(callId: string): string;
  customer(customer: string): string;
  /** A number or an email address, in its one form. */
  contact(contact: string): string;
  /** Whoever has these contacts and is no customer. */
  stranger(contacts: string): string;
  /** Of a one-time code: it says nothing of a code for another intent, and so of no other call, action or amount. */
  code(intentId: string, code: string): string;
  /** Names the coupon of a decision, and whoever knows the decision cannot guess it. */
  coupon(decision: string): string;
  /** What a decision's promotion code is spelled from. */
  promotion(decision: string): string;
  idempotencyKey(key: string): string;
  /** Of a request's body, taken after card numbers and codes are replaced. */
  body(body: unknown): string;
}

/** A tenant's keyed hashes. */
export function identityOf(keys: Keys, tenant: string): Identity {
  const mac = (purpose: string, ...parts: string[]) =>
    createHmac('sha256', keys(tenant).identity)
      .update(JSON.stringify([purpose, ...parts]))
      .digest()
      .subarray(0, 16);
  const name = (purpose: string, ...parts: string[]) => mac(purpose, ...parts).toString('base64url');
  return {
    intentId: (callId, idempotencyKey) => name('intent', callId, idempotencyKey),
    reference: (intentId) => referenceFrom(mac('reference', intentId)),
    call: (callId) => name('call', callId),
    customer: (customer) => name('customer', customer),
    contact: (contact) => name('contact', contact),
    stranger: (contacts) => name('stranger', contacts),
    code: (intentId, code) => name('code', intentId, code),
    coupon: (decision) => name('coupon', decision),
    promotion: (decision) => name('promotion', decision),
    idempotencyKey: (key) => name('idempotency-key', key),
    body: (body) => name('body', JSON.stringify(sorted(body))),
  };
}

/** The same object whatever order its fields came in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
