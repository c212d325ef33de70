import type { Notification, NotificationType } from './notification.ts';

/** Why a notification did not arrive, as far as it may be known: nothing of what the receiver said. */
export type Trouble =
  /** The URL, or what its name stands for, is none that may be connected to. */
  | 'forbidden_address'
  | 'unknown_name'
  | 'timed_out'
  | 'unreachable'
  | 'redirected'
  | 'gone'
  | `status_${number}`;

/** What one try came to. */
export type Delivery = { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly why: Trouble };

/** Where a tenant's own systems take notifications. */
export interface Receiver {
  wants(type: NotificationType): boolean;
  /** One try. Never throws for what the receiver does. */
  deliver(notification: Notification): Promise<Delivery>;
}
