import { once } from 'node:events';
import { providerKeys } from '../../src/cli/identity-provider/keys.ts';
import type { DemoStaff } from '../../src/cli/identity-provider/people.ts';
import { identityProvider } from '../../src/cli/identity-provider/provider.ts';

// The embedded identity provider for staff that a test names, in JSON as its one argument.
const { keysFile, ...parts } = JSON.parse(process.argv[2] ?? '') as {
  issuer: string;
  publicUrl: string;
  keysFile: string;
  staff: DemoStaff[];
  clientSecret?: string;
};
const keys = await providerKeys(keysFile);
const app = identityProvider({ ...parts, clientId: 'tellerline', keys });
await once(app.listen(Number(new URL(parts.issuer).port), '127.0.0.1'), 'listening');
console.log('listening');
process.stdin.on('end', () => process.exit(0)).resume();
