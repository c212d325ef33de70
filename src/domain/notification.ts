import type { Money } from './money.ts';
import type { TaskPriority } from './people.ts';
import type { TaskKind, TaskQueue } from './task.ts';

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

export interface OfRefund {
  readonly refund: string;
  readonly payment: string;
  readonly amount: Money;
  readonly state: string;
  readonly reference?: string;
  readonly intentId?: string;
  /** The bank's reference number (ARN), once Stripe has it. */
  readonly bankReference?: string;
}

/** A code that was given. Not the code: whoever reads it could use it. */
export interface OfDiscount extends OfIntent {
  readonly offer: string;
  readonly percent?: number;
  readonly amount?: Money;
}

/** A dispute of a payment, and how it stands. */
export interface OfDispute {
  readonly dispute: string;
  readonly payment: string;
  readonly amount: Money;
  /** `inquiry` or `chargeback`. */
  readonly stage: string;
  /** Stripe's code for what the bank gives as its reason. */
  readonly reason: string;
  readonly reference: string;
  /** Until when evidence is taken, RFC 3339. */
  readonly dueBy?: string;
  /** Once it has ended. */
  readonly outcome?: string;
}

/** A decision that only a person may take. */
export interface OfTask {
  /** Its id at the API and in the console. */
  readonly task: string;
  readonly kind: TaskKind;
  /** Why a person is asked: a code. */
  readonly reason: string;
  readonly reference: string;
  readonly priority: TaskPriority;
  readonly queue: TaskQueue;
  /** RFC 3339. */
  readonly dueAt: string;
  readonly payment?: string;
  readonly amount?: Money;
}

interface EndedIntent extends OfIntent {
  readonly outcome: string;
  readonly payment?: string;
  readonly refund?: string;
  /** The offer's id in the policy. */
  readonly offer?: string;
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
  readonly 'discount.issued': OfDiscount;
  readonly 'dispute.opened': OfDispute;
  readonly 'dispute.closed': OfDispute;
  readonly 'task.opened': OfTask;
  readonly 'task.due_soon': OfTask;
  readonly 'task.overdue': OfTask;
}

export type NotificationType = keyof NotificationData;

/** Every type that is sent. */
export const notificationTypes = [
  'intent.completed',
  'intent.escalated',
  'payment.succeeded',
  'payment.failed',
  'refund.issued',
  'refund.settled',
  'refund.failed',
  'discount.issued',
  'dispute.opened',
  'dispute.closed',
  'task.opened',
  'task.due_soon',
  'task.overdue',
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
