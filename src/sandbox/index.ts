export { createSandbox, type Listening, type Sandbox } from './app.ts';
