/** Without what a terminal would obey. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '');
}

/** A code for a person to read. */
export const words = (code: string) => code.replaceAll('_', ' ');

/** A moment to the minute; `at` is RFC 3339 in UTC. */
export const moment = (at: string) => `${at.slice(0, 16).replace('T', ' ')} UTC`;
