import { DAY_SECONDS } from './time.ts';

/** Follow-ups, references and repeated keys live on closed Workflows: less than this breaks what was promised. */
export const LEAST_RETENTION_SECONDS = 30 * DAY_SECONDS;

/**
 * For how long after a refund was made Temporal surely knows whether it was followed: its watch closes later than that, and
 * is kept for as long as `/readyz` asks. An older one may have failed, been made good and been forgotten.
 */
export const KNOWN_SECONDS = LEAST_RETENTION_SECONDS - DAY_SECONDS;
