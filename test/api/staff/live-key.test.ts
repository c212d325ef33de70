import { expect, test } from '@jest/globals';
import { cookieNames } from '../../../src/api/staff/cookies.ts';
import { staffSessions } from '../../../src/api/staff/sessions.ts';
import { browserOf, signInAs, useIdentityProvider } from '../../support/staff.ts';
import { testKeys, useTeller } from '../../support/teller.ts';

const teller = useTeller({
  tenants: { demo: {}, acme: { stripe: { secretKey: 'rk_live_nothing' } } },
  api: useIdentityProvider(() => [
    { sub: 'ana', name: 'Ana Reyes', roles: ['tellerline:admin'], tenants: ['*'] },
  ]),
});

const sessionCookie = () => cookieNames(teller.url()).session;

test('where a tenant has a live key nobody signs in at the provider that asks for no password', async () => {
  const browser = browserOf();
  const { response } = await signInAs(browser, teller.url(), 'ana');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Real money moves here');
  expect(browser.cookies.has(sessionCookie())).toBe(false);
});

test.each([
  ['that one holds no more', true, 401],
  ['another one holds', false, 200],
])('a session that was begun before at %s', async (_what, embedded, status) => {
  const staff = { id: 'ana', name: 'Ana Reyes', role: 'admin' as const };
  const begun = await staffSessions(testKeys.staff).begin({ staff, tenants: ['*'] }, { embedded });
  const headers = { Cookie: `${sessionCookie()}=${begun.cookie}` };
  expect((await fetch(`${teller.url()}/v1/tasks`, { headers })).status).toBe(status);
});
