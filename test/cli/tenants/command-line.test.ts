import { expect, test } from '@jest/globals';
import { readCommand } from '../../../src/cli/tenants/command-line.ts';
import { webhookUrl } from '../../../src/cli/tenants/webhook-url.ts';
import { WrongUsage } from '../../../src/cli/wrong-usage.ts';

const CANARY = 'sk_live_CANARY';

test.each([
  ['no command of ours', ['remove'], 'Say list, show, add, connect or encrypt.'],
  ['a secret as an argument', ['add', CANARY], 'Say list, show, add, connect or encrypt.'],
  ['a secret as an option', ['add', `--stripe-key=${CANARY}`], "Unknown option '--stripe-key'. See"],
  ['an option of another command', ['list', '--roll'], '--roll is nothing that list takes.'],
  ['nobody to show', ['show'], "Whom? Say show and a tenant's id."],
  ['no address', ['connect', 'acme'], 'connect needs where Stripe reaches the API: --url https://….'],
  ['two Stripes', ['add', '--sandbox', '--stripe-key-file', 'f'], '--sandbox and --stripe-key-file: say one'],
])('%s is refused in one line that does not repeat it', (_, args, line) => {
  const read = () => readCommand(args);
  expect(read).toThrow(WrongUsage);
  expect(read).toThrow(line);
  expect(read).not.toThrow('\n');
  expect(read).not.toThrow(CANARY);
});

test('what is not said is left out, to be asked for', () => {
  expect(readCommand(['add', '--id', 'acme', '--policy', 'p.json'])).toEqual({
    kind: 'add',
    id: 'acme',
    policyFile: 'p.json',
    sandbox: false,
    json: false,
  });
});

const acme = { id: 'acme', stripe: { secretKey: 'sk_test_1' } };

test.each([
  ['https://pay.acme.example', 'https://pay.acme.example/webhooks/stripe/acme'],
  ['https://pay.acme.example:8443/', 'https://pay.acme.example:8443/webhooks/stripe/acme'],
  ['https://acme.example/pay/', 'https://acme.example/pay/webhooks/stripe/acme'],
  ['https://pay.acme.example/webhooks/stripe/acme', 'https://pay.acme.example/webhooks/stripe/acme'],
])('Stripe reaches a tenant from %s at its own path', (base, url) => {
  expect(webhookUrl(base, acme)).toBe(url);
});

test.each([
  '',
  'pay.acme.example',
  'http://pay.acme.example',
  'ftp://acme.example',
  'https://a:b@acme.example',
])('Stripe is never told to deliver to %j', (base) => {
  expect(() => webhookUrl(base, acme)).toThrow(WrongUsage);
});

test('the sandbox delivers by http as well', () => {
  expect(webhookUrl('http://127.0.0.1:8080', { id: 'demo' })).toBe(
    'http://127.0.0.1:8080/webhooks/stripe/demo',
  );
});
