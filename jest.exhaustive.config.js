import { onTemporal } from './jest.config.js';

/** Hundreds of callers at once, and each way in which an outcome can be unknown: one file at a time. */
export default { ...onTemporal('exhaustive'), maxWorkers: 1, testTimeout: 120_000 };
