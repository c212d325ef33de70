import type { Money } from './money.ts';
import { counts, type Payment, type RefundRecord } from './payment.ts';

/** The intent that a notification tells of, and what a caller was given to say back. */
export interface OfIntent {
  readonly intentId: string;
  readonly reference: string;
  readonly intent: string;
}

interface OfPayment {
  readonly payment: string;
  readonly amount: Money;
  /** Why it failed, in our own words' code. */
  readonly failure?: string;
}

interface OfRefund {
  readonly refund: string;
  readonly payment: string;
  readonly amount: Money;
  readonly state: string;
  readonly reference?: string;
  readonly intentId?: string;
  /** The bank's reference number (ARN), once Stripe has it. */
  readonly bankReference?: string;
}

interface EndedIntent extends OfIntent {
  readonly outcome: string;
  readonly payment?: string;
  readonly refund?: string;
  readonly discount?: string;
  /** Why the call is handed over, in our own words' code. */
  readonly reason?: string;
}

/** What each type tells: ids, amounts, references and outcomes. Never who somebody is, nor what they said. */
export interface NotificationData {
  readonly 'intent.completed': EndedIntent;
  readonly 'intent.escalated': EndedIntent;
  readonly 'payment.succeeded': OfPayment;
  readonly 'payment.failed': OfPayment;
  readonly 'refund.issued': OfRefund;
  readonly 'refund.settled': OfRefund;
  readonly 'refund.failed': OfRefund;
  readonly 'discount.issued': OfIntent & { readonly discount: string };
}

export type NotificationType = keyof NotificationData;

/** Every type that is sent. `dispute.*` and `task.*` join them with the cases that they tell of. */
export const notificationTypes = [
  'intent.completed',
  'intent.escalated',
  'payment.succeeded',
  'payment.failed',
  'refund.issued',
  'refund.settled',
  'refund.failed',
  'discount.issued',
] as const satisfies readonly NotificationType[];

/** One notification to a tenant's own systems. */
export type Notification<T extends NotificationType = NotificationType> = {
  readonly [Type in T]: {
    /** The same for the same news, however often it is told. */
    readonly id: string;
    readonly type: Type;
    /** When it came to be, RFC 3339. */
    readonly timestamp: string;
    readonly data: NotificationData[Type];
  };
}[T];

/** A notification about `subject`, the id of what it tells of. `at` is in milliseconds since 1970. */
export function notificationOf<T extends NotificationType>(
  type: T,
  subject: string,
  data: NotificationData[T],
  at: number,
): Notification {
  // Without a full stop: it parts what is signed.
  const id = `${type.replace('.', '_')}-${subject}`;
  return { id, type, timestamp: new Date(at).toISOString(), data } as Notification;
}

/** What is told of a payment once it is final: that it succeeded or failed. */
export function paymentNotification(
  { payment, amount, state, failure }: Pick<Payment, 'payment' | 'amount' | 'state' | 'failure'>,
  at: number,
): Notification | undefined {
  if (state === 'succeeded') return notificationOf('payment.succeeded', payment, { payment, amount }, at);
  if (state !== 'failed' && state !== 'canceled') return undefined;
  const why = failure ?? (state === 'canceled' ? 'canceled' : undefined);
  return notificationOf(
    'payment.failed',
    payment,
    { payment, amount, ...(why !== undefined && { failure: why }) },
    at,
  );
}

/** What is told of a refund that was watched: that it failed after all, or that it has settled. */
export function refundNotification(made: RefundRecord, at: number): Notification {
  const { refund, payment, amount, state, reference, decision, bankReference } = made;
  const intentId = decision?.replace(/-\d+$/, '');
  const data: OfRefund = {
    ...{ refund, payment, amount, state },
    ...(reference !== undefined && { reference }),
    ...(intentId !== undefined && { intentId }),
    ...(bankReference !== undefined && { bankReference }),
  };
  return notificationOf(counts(made) ? 'refund.settled' : 'refund.failed', refund, data, at);
}
