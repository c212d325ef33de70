import { now } from '../account.ts';
import { settleDue } from '../resources/due.ts';
import { allowOnly, optionalNumber } from './fields.ts';
import type { Control } from './routes.ts';

export const readClock = ({ account }: Control) => ({ now: now(account) });

export function moveClock({ store, account, body }: Control) {
  allowOnly(body, ['advance']);
  const seconds = optionalNumber(body, 'advance');
  if (seconds === undefined || seconds < 0) throw new Error('advance must be a number of seconds');
  store.moveClock(account, seconds);
  settleDue(store, account);
  return { now: now(account) };
}
