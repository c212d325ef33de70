import { invalid } from './errors.ts';

const fiveYears = 5 * 365 * 24 * 60 * 60;

/** Refuses a moment that is over, and one further off than Stripe plans. */
export function requireFuture(now: number, moment: number | null | undefined, param: string): void {
  if (moment === null || moment === undefined) return;
  if (moment <= now) {
    throw invalid(
      `The parameter \`${param}\` expects a unix timestamp representing a date and time in the future. ` +
        `You specified the value \`${moment}\` which is in the past.`,
      { param },
    );
  }
  if (moment > now + fiveYears) {
    throw invalid('Invalid timestamp: can be no more than five years in the future.', { param });
  }
}
