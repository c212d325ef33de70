import { aboutOf, type Standing } from '../../api/notices/undelivered.ts';
import { table } from '../table.ts';

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

export const words = (code: string) => code.replaceAll('_', ' ');
