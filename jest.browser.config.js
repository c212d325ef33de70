import { apart } from './jest.config.js';

/** What needs a browser and all processes of `npm start`. */
export default apart('browser');
