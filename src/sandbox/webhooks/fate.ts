import type { Guise, Mail } from './mail.ts';

/** What becomes of a delivery on its way. */
export interface Fate {
  dropped: boolean;
  delayMs: number;
  /** What comes beside it, and how late. */
  beside: { as: Guise; delayMs: number }[];
}

/** Draws it. The number of draws is always the same, so that a changed share changes nothing but itself. */
export function drawFate({ rules, random }: Mail): Fate {
  const [drop, late, lateness, duplicate, forged, old, ...delays] = Array.from({ length: 9 }, random) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const extras: [Guise, number, number][] = [
    ['duplicate', duplicate, rules.duplicate],
    ['forged', forged, rules.forge],
    ['old', old, rules.old],
  ];
  const dropped = rules.dropNext > 0 || drop < rules.drop;
  if (rules.dropNext > 0) rules.dropNext -= 1;
  return {
    dropped,
    delayMs: late < rules.reorder ? lateness * rules.withinMs : 0,
    beside: extras.flatMap(([as, drawn, share], index) =>
      drawn < share && !(dropped && as === 'duplicate')
        ? { as, delayMs: (delays[index] ?? 0) * rules.withinMs }
        : [],
    ),
  };
}
