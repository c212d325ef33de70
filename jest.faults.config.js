import config from './jest.config.js';

/** Real processes, killed: too heavy for `npm test`, and one file at a time, since each has a whole Tellerline. */
const [{ transform }] = config.projects;

/** @type {import('jest').Config} */
export default {
  transform,
  maxWorkers: 1,
  testTimeout: 120_000,
  testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
};
