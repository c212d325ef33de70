import { apart } from './jest.config.js';

/** What Tellerline counts on Stripe for: the sandbox always, Stripe itself and stripe-mock where they can be had. */
export default apart('contract');
