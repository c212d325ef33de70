import config from './jest.config.js';

/** What Tellerline counts on Stripe for: the sandbox always, Stripe itself and stripe-mock where they can be had. */
const [{ transform }] = config.projects;

/** @type {import('jest').Config} */
export default {
  transform,
  maxWorkers: 1,
  testTimeout: 120_000,
  testMatch: ['<rootDir>/test/contract/**/*.test.ts'],
};
