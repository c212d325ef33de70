export { createSandbox, type Listening } from './app.ts';
