/** The parts of a `YYYY-MM-DD` day that are said: its number, and the month's name in a language. */
export function dayAndMonth(date: string, locale: string): { day: number; month: string } {
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long' });
  return { day: Number(date.slice(8)), month: month.format(new Date(`${date}T00:00:00Z`)) };
}
