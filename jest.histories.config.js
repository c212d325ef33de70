import config from './jest.config.js';

/** Writes anew what `test/replay` replays: no test, but it needs all that tests of Workflows have. */
const temporal = config.projects.find(({ displayName }) => displayName === 'temporal');

/** @type {import('jest').Config} */
export default {
  ...temporal,
  displayName: 'histories',
  maxWorkers: 1,
  testTimeout: 240_000,
  testMatch: ['<rootDir>/test/replay/write-histories.ts'],
};
