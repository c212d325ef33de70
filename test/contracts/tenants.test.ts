import { describe, expect, test } from '@jest/globals';
import { tenants, webhookSecretsAt } from '../../src/contracts/tenants.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';

const hash = (of: string) => of.repeat(64);
const shop = { id: 'shop', apiKeyHashes: [hash('a')] };

/** The fields that are wrong, as a person would look for them in the file. */
function wrongFields(...all: object[]): string[] {
  return tenants.safeParse({ tenants: all }).error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('a tenant', () => {
  test('that sets nothing else is served by the sandbox, in English, by the policy of the demo', () => {
    expect(tenants.parse({ tenants: [shop] }).tenants).toEqual([
      { ...shop, webhookSecrets: [], languages: ['en-US'], timeZone: 'UTC', policy: defaultPolicy },
    ]);
  });

  test('may set one thing, and keeps the rest as it is', () => {
    const policy = { refund: { windowDays: 14, caps: { gbp: { perPayment: 1, perCustomer: 2 } } } };
    const [read] = tenants.parse({ tenants: [{ ...shop, policy }] }).tenants;
    expect(read?.policy).toEqual({
      ...defaultPolicy,
      refund: {
        ...defaultPolicy.refund,
        windowDays: 14,
        caps: { gbp: { perPayment: 1, perCustomer: 2 } },
      },
    });
  });

  test('may write to its customers by email, by text message, or by both', () => {
    const email = { from: 'Shop <hello@shop.example>', smtp: { host: 'smtp.shop.example' } };
    const sms = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'x', from: `MG${'0'.repeat(32)}` };
    for (const channels of [{ email }, { sms }, { email, sms }])
      expect(wrongFields({ ...shop, channels })).toEqual([]);
    const [read] = tenants.parse({ tenants: [{ ...shop, channels: { email } }] }).tenants;
    expect(read?.channels?.email?.smtp).toEqual({ host: 'smtp.shop.example', port: 587, tls: 'starttls' });
  });

  test('may have offers of its own, of which the rest is as the demo’s', () => {
    const policy = { discount: { offers: [{ id: 'winback', percent: 15, duration: { months: 3 } }] } };
    const [read] = tenants.parse({ tenants: [{ ...shop, policy }] }).tenants;
    const rest = { validDays: 30, countPerCustomer: 1, periodDays: 30, words: [] };
    expect(read?.policy.discount).toEqual({
      offers: [{ id: 'winback', percent: 15, duration: { months: 3 }, ...rest }],
      approvedValidDays: 30,
    });
  });

  test('may have a Stripe account, several languages and a time zone', () => {
    const stripe = { secretKey: 'rk_live_51Abc', apiBase: 'http://127.0.0.1:8421' };
    const whole = { ...shop, stripe, languages: ['de', 'en-GB'], timeZone: 'Europe/Berlin' };
    expect(wrongFields(whole)).toEqual([]);
  });
});

test('the secret of a rolled webhook holds until its time, and those set by hand hold on', () => {
  const until = '2026-11-24T10:00:00.000Z';
  const tenant = {
    webhookSecrets: ['whsec_by_hand'],
    webhookEndpoints: [
      { id: 'we_2', secret: 'whsec_new' },
      { id: 'we_1', secret: 'whsec_old', until },
    ],
  };
  expect(webhookSecretsAt(tenant, new Date('2026-11-24T09:59:59Z'))).toEqual([
    'whsec_new',
    'whsec_old',
    'whsec_by_hand',
  ]);
  expect(webhookSecretsAt(tenant, new Date(until))).toEqual(['whsec_new', 'whsec_by_hand']);
});

describe('what is wrong is named by its field', () => {
  test.each<[string, object]>([
    ['tenants.0.id', { id: 'Shop' }],
    ['tenants.0.id', { id: 'shop/two' }],
    ['tenants.0.apiKeyHashes', { apiKeyHashes: [] }],
    ['tenants.0.apiKeyHashes.0', { apiKeyHashes: ['demo-key'] }],
    ['tenants.0.stripe.secretKey', { stripe: { secretKey: 'pk_test_1' } }],
    ['tenants.0.stripe.apiBase', { stripe: { secretKey: 'sk_test_1', apiBase: 'localhost' } }],
    ['tenants.0.channels', { channels: {} }],
    ['tenants.0.channels.email.from', { channels: { email: { from: 'Shop', smtp: { host: 'x' } } } }],
    ['tenants.0.channels.sms.from', { channels: { sms: { from: '555' } } }],
    ['tenants.0.policy.oneTimeCode.tries', { policy: { oneTimeCode: { tries: 6 } } }],
    ['tenants.0.policy.guard.codesPerHour', { policy: { guard: { codesPerHour: 0 } } }],
    [
      'tenants.0.policy.refund.authenticateAbove.usd',
      { policy: { refund: { authenticateAbove: { usd: -1 } } } },
    ],
    ...[
      ['percent', { id: 'a' }] as const,
      ['percent', { id: 'a', percent: 10, amount: { value: 1, currency: 'usd' } }] as const,
      ['percent', { id: 'a', percent: 101 }] as const,
      ['amount.currency', { id: 'a', amount: { value: 1, currency: 'USD' } }] as const,
      ['id', { id: 'A b', percent: 10 }] as const,
      ['validDays', { id: 'a', percent: 10, validDays: 0 }] as const,
      ['duration', { id: 'a', percent: 10, duration: 'twice' }] as const,
    ].map(([field, one]): [string, object] => [
      `tenants.0.policy.discount.offers.0.${field}`,
      { policy: { discount: { offers: [one] } } },
    ]),
    [
      'tenants.0.policy.discount.offers',
      {
        policy: {
          discount: {
            offers: [
              { id: 'a', percent: 1 },
              { id: 'a', percent: 2 },
            ],
          },
        },
      },
    ],
    ['tenants.0.languages', { languages: [] }],
    ['tenants.0.languages.1', { languages: ['en', 'en_US'] }],
    ['tenants.0.languages.1', { languages: ['en', 'tlh'] }],
    ['tenants.0.timeZone', { timeZone: 'Mars/Olympus' }],
    ['tenants.0.policy.budgetMilliseconds', { policy: { budgetMilliseconds: 10 } }],
    ['tenants.0.policy.identityTries', { policy: { identityTries: 0 } }],
    ['tenants.0.policy.refund.windowDays', { policy: { refund: { windowDays: '90' } } }],
    ['tenants.0.policy.refund.periodDays', { policy: { refund: { periodDays: 365 } } }],
    ['tenants.0.policy.refund.caps.USD', { policy: { refund: { caps: { USD: {} } } } }],
    [
      'tenants.0.policy.refund.caps.usd.perPayment',
      { policy: { refund: { caps: { usd: { perPayment: 0.5, perCustomer: 1 } } } } },
    ],
  ])('%s', (field, change) => {
    expect(wrongFields({ ...shop, ...change })).toContain(field);
  });

  test('a field that does not exist is not passed over', () => {
    expect(tenants.safeParse({ tenants: [{ ...shop, polcy: {} }] }).error?.message).toContain('polcy');
  });

  test('a file without tenants is none', () => {
    for (const file of [undefined, {}, { tenants: [] }, []])
      expect(tenants.safeParse(file).success).toBe(false);
  });

  test('no id and no API key stands for two tenants', () => {
    const other = { id: 'other', apiKeyHashes: [hash('b'), hash('a')] };
    expect(wrongFields(shop, { ...other, id: 'shop' })).toEqual(['tenants.1.id', 'tenants.1.apiKeyHashes.1']);
    expect(wrongFields(shop, { ...other, apiKeyHashes: [hash('b')] })).toEqual([]);
  });
});
