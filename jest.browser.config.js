import config from './jest.config.js';

/** What needs a browser and all processes of `npm start`: too heavy for `npm test`. */
const [{ transform }] = config.projects;

/** @type {import('jest').Config} */
export default {
  transform,
  maxWorkers: 1,
  testTimeout: 120_000,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
};
