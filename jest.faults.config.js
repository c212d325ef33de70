import { apart } from './jest.config.js';

/** Real processes, killed: each file has a whole Tellerline. */
export default { ...apart('faults'), globalSetup: '<rootDir>/test/global-faults.ts' };
