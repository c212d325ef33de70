import type { Notification } from '../../domain/notification.ts';
import { table } from '../table.ts';
import type { Standing } from './undelivered.ts';

/** Notifications as a table. */
export function noticeTable(all: readonly Standing[]): string {
  const heads = ['tenant', 'type', 'about', 'since', 'state', 'why', 'id'];
  const rows = all.map(({ tenant, notification, state, why = '', tries }) => [
    tenant,
    notification.type,
    aboutOf(notification),
    `${notification.timestamp.slice(0, 16).replace('T', ' ')} UTC`,
    state === 'trying' ? `tried ${tries} times` : words(state),
    words(why),
    notification.id,
  ]);
  return table([heads, ...rows]);
}

/** What a person knows it by: the reference that the caller was given, else the object's id at Stripe. */
export function aboutOf({ data }: Notification): string {
  const known: { reference?: string; refund?: string; payment?: string } = data;
  return known.reference ?? known.refund ?? known.payment ?? '';
}

export const words = (code: string) => code.replaceAll('_', ' ');
