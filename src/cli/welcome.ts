import { relative } from 'node:path';
import type { Settings } from '../platform/settings.ts';
import type { Story } from './story.ts';
import { table } from './table.ts';

/** Where people and programs find what `npm start` runs. */
export function addressesOf({ api, sandbox, staff, temporal }: Settings) {
  const host = api.host === '0.0.0.0' || api.host === '::' ? '127.0.0.1' : api.host;
  return {
    api: `http://${host}:${api.port}`,
    console: `${staff.publicUrl}/console`,
    temporal: `127.0.0.1:${temporal.port}`,
    temporalUi: `http://localhost:${temporal.uiPort}`,
    sandbox: sandbox.url,
  };
}

/** All that `npm start` has to say once everything runs. */
export function welcome(settings: Settings, story: Story): string {
  const { api, console: desk, temporal, temporalUi, sandbox } = addressesOf(settings);
  const folder = relative('.', settings.dataFolder) || '.';
  const places = table([
    ['API', api, 'key demo-key; the reference is at /docs'],
    ['Console', desk, settings.staff.oidc ? 'what waits for support' : 'sign in as Ana, Ben or Cleo'],
    ['Outbox', `${api}/outbox`, 'what would have been sent, had demo a channel'],
    ['Temporal UI', temporalUi, 'every call, step by step'],
    ['Temporal', temporal, 'namespace default'],
    ['Stripe sandbox', sandbox, 'any sk_test_… key'],
    ['Data and logs', folder, 'npm run reset forgets it all'],
  ]);
  const people = table(story.rows.map((row) => [row.who, row.contact, row.what, row.tryThis]));
  return [
    '',
    places,
    '',
    'Callers to try (docs/story.md):',
    people,
    '',
    'A call to copy:',
    call(api),
    '',
  ].join('\n');
}

function call(api: string): string {
  const body = JSON.stringify({
    intent: 'refund',
    caller: { phone: '+14155550101' },
    details: { last4: '4242' },
  });
  return [
    `  curl ${api}/v1/calls/my-call/intents -H 'Authorization: Bearer demo-key' \\`,
    `    -H 'Content-Type: application/json' -H 'Idempotency-Key: 1' \\`,
    `    -d '${body}'`,
    'Or say it yourself: npm run call. Ctrl-C stops everything, and npm start brings it back as it was.',
  ].join('\n');
}
