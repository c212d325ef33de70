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
  /** As many tries as there may be are under way already. */
  | 'busy'
  | `status_${number}`;

/** What one try came to. */
export type Delivery = { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly why: Trouble };

/** Where a tenant's own systems take notifications. */
export interface Receiver {
  wants(type: NotificationType): boolean;
  /** One try. Never throws for what the receiver does. */
  deliver(notification: Notification): Promise<Delivery>;
}

/** What the status of an answer says. */
export function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'failed', why: 'gone' };
  return { kind: 'failed', why: status >= 300 && status < 400 ? 'redirected' : `status_${status}` };
}

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 4 * 3_600;
const SPREAD = 0.2;

/**
 * How long to wait for the next try, seconds: about as long as it was tried for already. By time and not by the number
 * of tries, so that those that found no room cost nothing. `chance`, 0 to 1, spreads what failed together.
 */
export function pauseAfter(triedSeconds: number, chance: number): number {
  const pause = Math.min(Math.max(triedSeconds, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS);
  return pause * (1 - SPREAD + 2 * SPREAD * chance);
}
