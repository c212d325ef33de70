import { onTemporal } from './jest.config.js';

/** Every command as it is typed, each in a process of its own. */
export default { ...onTemporal('commands'), maxWorkers: 3, testTimeout: 60_000 };
