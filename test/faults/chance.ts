import { randomInt } from 'node:crypto';

/** Chance that a seed repeats: what strikes whom, though not the instant of it. */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  /** Mulberry32: from 0 to under 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    happens: (probability: number) => next() < probability,
    oneOf: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
  };
}

export type Chance = ReturnType<typeof chanceOf>;

/** The seed of FAULTS_SEED, or a new one; printed, so that a storm can be had again. */
export function seedOf(name: string): number {
  const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));
  process.stdout.write(`\n${name}: FAULTS_SEED=${seed}\n`);
  return seed;
}
