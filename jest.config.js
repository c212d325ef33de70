const swc = {
  '^.+\\.(ts|mjs)$': [
    '@swc/jest',
    { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
};

const common = { transform: swc, extensionsToTreatAsEsm: [] };

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/sequencer.mjs',
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: 'pure',
      testMatch: ['<rootDir>/test/{domain,speech,contracts,stripe,sandbox,platform,cli,ops}/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'temporal',
      testMatch: ['<rootDir>/test/{api,workflows,journeys,replay}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
    },
  ],
};
