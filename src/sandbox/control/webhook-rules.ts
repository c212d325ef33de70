import { collection } from '../account.ts';
import { type Rules, randomFrom, untouchedRules } from '../webhooks/mail.ts';
import { allowOnly, given, optionalFlag, optionalNumber } from './fields.ts';
import type { Control } from './routes.ts';

const shares = ['drop', 'duplicate', 'reorder', 'forge', 'old'] as const;
const counts = ['dropNext', 'withinMs', 'timeoutMs', 'parallel', 'seed'] as const;

/** The rules, and how far deliveries have come. */
export function readMail({ account, courier }: Control) {
  const all = [...collection(account, 'delivery').values()];
  const count = (status: string) => all.filter((one) => one.status === status).length;
  return {
    rules: account.mail.rules,
    held: courier.held(account).length,
    underway: courier.underway(account),
    pending: count('pending'),
    delivered: count('delivered'),
    failed: count('failed'),
  };
}

export function changeRules(control: Control) {
  const { account, courier, body } = control;
  allowOnly(body, ['hold', 'retryMs', ...shares, ...counts]);
  const changed = given({
    hold: optionalFlag(body, 'hold'),
    retryMs: waits(body),
    ...Object.fromEntries(shares.map((name) => [name, share(body, name)])),
    ...Object.fromEntries(counts.map((name) => [name, whole(body, name)])),
  }) as Partial<Rules>;
  const { mail } = account;
  Object.assign(mail.rules, changed);
  if (changed.seed !== undefined) mail.random = randomFrom(changed.seed);
  if (changed.hold === false) courier.release(account);
  return readMail(control);
}

/** Back to plain deliveries; what was held goes out. */
export function clearRules(control: Control) {
  const { mail } = control.account;
  mail.rules = { ...untouchedRules };
  mail.random = randomFrom(mail.rules.seed);
  control.courier.release(control.account);
  return readMail(control);
}

const share = (body: Control['body'], name: string) => within(body, name, { max: 1, whole: false });
const whole = (body: Control['body'], name: string) => within(body, name, { max: Infinity, whole: true });

function within(
  body: Control['body'],
  name: string,
  { max, whole: isWhole }: { max: number; whole: boolean },
): number | undefined {
  const value = optionalNumber(body, name);
  const least = name === 'parallel' || name === 'timeoutMs' ? 1 : 0;
  if (value === undefined) return undefined;
  if (value >= least && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw new Error(`${name} must be ${isWhole ? `a whole number from ${least} up` : 'a share from 0 to 1'}`);
}

function waits({ retryMs }: Control['body']): number[] | undefined {
  if (retryMs === undefined) return undefined;
  const isWait = (one: unknown): one is number => typeof one === 'number' && one >= 0;
  if (Array.isArray(retryMs) && retryMs.every(isWait)) return retryMs;
  throw new Error('retryMs must be a list of milliseconds');
}
