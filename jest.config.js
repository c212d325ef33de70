const swc = {
  '^.+\\.(ts|mjs)$': [
    '@swc/jest',
    { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
  // They are published as ES modules only.
  '/node_modules/(jose|openid-client|oauth4webapi)/.+\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
};

const common = {
  transform: swc,
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi)/)'],
  extensionsToTreatAsEsm: [],
};

/**
 * Tests that `npm test` leaves out, since they need more than it: one file at a time.
 * @returns {import('jest').Config}
 */
export const apart = (folder) => ({
  ...common,
  maxWorkers: 1,
  testTimeout: 120_000,
  testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
});

/**
 * Tests on one Temporal server that is started for the run.
 * @returns {import('jest').Config}
 */
export const onTemporal = (folders) => ({
  ...common,
  displayName: 'temporal',
  testMatch: [`<rootDir>/test/${folders}/**/*.test.ts`],
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
});

/** @type {import('jest').Config} */
export default {
  // One more than the cores of a small machine: much of what is tried is waited for.
  maxWorkers: 3,
  // What the modules of a file hold is not all let go of when it has ended.
  workerIdleMemoryLimit: '1GB',
  // Three times what the slowest needs: a shared machine is that much slower.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'pure',
      testMatch: [
        '<rootDir>/test/{domain,speech,contracts,activities,stripe,sandbox,platform,cli,console,ops}/**/*.test.ts',
      ],
    },
    onTemporal('{api,workflows,journeys,replay}'),
  ],
};
