/** Waits of one kind, in milliseconds. */
export interface Figures {
  readonly median: number;
  readonly p95: number;
}

export function figuresOf(waits: readonly number[]): Figures {
  return { median: quantile(waits, 0.5), p95: quantile(waits, 0.95) };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (sorted.length - 1) * q;
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** What one call had to wait for each of its turns. */
export type Waits = readonly number[];

/** Each turn's waits, and what a whole call's add up to. */
export function turnsAndSum(calls: readonly Waits[]): { turns: Figures[]; sum: Figures } {
  const [first = []] = calls;
  return {
    turns: first.map((_, turn) => figuresOf(calls.map((waits) => waits[turn] ?? Number.NaN))),
    sum: figuresOf(calls.map((waits) => waits.reduce((sum, wait) => sum + wait, 0))),
  };
}
