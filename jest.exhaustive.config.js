import { onTemporal } from './jest.config.js';

/** Hundreds of callers at once, each way in which an outcome can be unknown, weeks on skipped time: one file at a time. */
export default { ...onTemporal('exhaustive'), maxWorkers: 1, testTimeout: 120_000 };
