import { apart } from './jest.config.js';

/** Takes the pictures of the console that docs/console.md shows. */
export default apart('screenshots');
