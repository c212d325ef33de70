import type { Stripe } from 'stripe';

const day = 24 * 60 * 60;

/** The same day of the month, so many months later; the month's last day where it has no such day. */
export function monthsAfter(moment: number, months: number): number {
  const date = new Date(moment * 1000);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.getTime() / 1000;
}

/** The end of the period that this moment is in. Counted from the anchor, so that the 31st comes back after February. */
export function periodEnd(anchor: number, recurring: Stripe.Price.Recurring, moment: number): number {
  for (let periods = 1; ; periods += 1) {
    const end = after(anchor, recurring, periods);
    if (end > moment) return end;
  }
}

function after(anchor: number, { interval, interval_count: count }: Stripe.Price.Recurring, periods: number) {
  const units = count * periods;
  switch (interval) {
    case 'day':
      return anchor + units * day;
    case 'week':
      return anchor + units * 7 * day;
    case 'month':
      return monthsAfter(anchor, units);
    case 'year':
      return monthsAfter(anchor, units * 12);
    default:
      throw new Error(`no such interval: ${interval}`);
  }
}
