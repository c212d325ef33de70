/** How an account's events travel, and what has travelled. Tests set it up; none of it outlives the process. */
export interface Mail {
  rules: Rules;
  /** From 0 to 1, the same numbers for the same seed. */
  random: () => number;
  attempts: Attempt[];
}

/** What a test may turn. Shares are of deliveries, from 0 to 1. */
export interface Rules {
  seed: number;
  /** Nothing is delivered until it is released. */
  hold: boolean;
  /** These never arrive, and are not tried again. */
  drop: number;
  /** So many of the next are dropped too. */
  dropNext: number;
  /** These come twice. */
  duplicate: number;
  /** These come late, so that others overtake them. */
  reorder: number;
  /** Beside these comes one that is signed with another secret. */
  forge: number;
  /** Beside these comes one whose signature is right, and old. */
  old: number;
  /** How late what comes late may come. */
  withinMs: number;
  /** The waits before each further try. */
  retryMs: number[];
  timeoutMs: number;
  /** How many deliveries of one destination are under way at once. */
  parallel: number;
}

/** What is sent: as it is, or as somebody else would send it. */
export const guises = ['genuine', 'duplicate', 'forged', 'old', 'future', 'replayed'] as const;
export type Guise = (typeof guises)[number];

/** One try, for tests that count. */
export interface Attempt {
  event: string;
  type: string;
  destination: string;
  as: Guise | 'dropped';
  /** Real time, in milliseconds. */
  at: number;
  took: number;
  status: number | null;
  error: string | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Three days in growing steps, as at Stripe, with short first ones: here a receiver is started again in seconds. */
const patience = [1, 5, 30]
  .map((seconds) => seconds * SECOND)
  .concat(
    [2, 10, 30].map((minutes) => minutes * MINUTE),
    [2, 5, 10, 12, 12, 12, 12].map((hours) => hours * HOUR),
  );

export const untouchedRules: Readonly<Rules> = {
  seed: 1,
  hold: false,
  drop: 0,
  dropNext: 0,
  duplicate: 0,
  reorder: 0,
  forge: 0,
  old: 0,
  withinMs: 500,
  retryMs: patience,
  timeoutMs: 10 * SECOND,
  parallel: 20,
};

export function newMail(): Mail {
  return { rules: { ...untouchedRules }, random: randomFrom(untouchedRules.seed), attempts: [] };
}

const longest = 100_000;

export function noteAttempt(mail: Mail, attempt: Attempt): Attempt {
  mail.attempts.push(attempt);
  if (mail.attempts.length > longest) mail.attempts.splice(0, longest / 2);
  return attempt;
}

/** Mulberry32: small, and good enough to shuffle with. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
