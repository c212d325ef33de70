import type { Trouble } from '../support/troubles.ts';

/** A small size for where a run may take a few minutes only. */
export const isSmall = process.env['EXHAUSTIVE'] === 'small';

type Named = readonly [what: string, trouble: Trouble];

const waits = new Set(['hold', 'hang', 'drip']);

/** Those in which nothing is waited for in real time. */
export function withoutWaits<T extends Named>(troubles: readonly T[]): T[] {
  return troubles.filter(([, { spoils }]) => !spoils.some(({ kind }) => waits.has(kind)));
}

/** What takes seconds is tried once with each kind of write, not with each of its acts, where there is little time. */
export function once<T extends Named>(troubles: readonly T[]): readonly T[] {
  return isSmall ? withoutWaits(troubles) : troubles;
}
