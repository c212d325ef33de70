import { describe, expect, test } from '@jest/globals';
import { cookieNames } from '../../../src/api/staff/cookies.ts';
import { transaction } from '../../../src/api/staff/provider.ts';
import { sealed } from '../../../src/api/staff/sealed.ts';
import { staffSessions } from '../../../src/api/staff/sessions.ts';
import type { Session } from '../../../src/contracts/task.ts';
import type { Tenant } from '../../../src/contracts/tenants.ts';
import { browserOf, memberOf, signInAs, useIdentityProvider } from '../../support/staff.ts';
import { testKeys, useTeller } from '../../support/teller.ts';

const SECRET = 'a secret: with % and + and =, as headers spell it';
const withSecret = useIdentityProvider(
  () => [{ sub: 'ana', name: 'Ana Reyes', roles: ['agent'], tenants: [] }],
  { clientSecret: SECRET },
);
const namesOf = (shop: string) => Array.from({ length: 300 }, (_, n) => `${shop}-${n}`);
const withMany = useIdentityProvider(() => [
  { sub: 'some', name: 'Some', roles: ['agent'], tenants: [...namesOf('elsewhere'), 'shop-1', 'shop-2'] },
  { sub: 'most', name: 'Most', roles: ['agent'], tenants: namesOf('shop') },
]);
const teller = useTeller({
  api: useIdentityProvider(() => [
    { sub: 'ana', name: 'Ana Reyes', roles: ['tellerline:supervisor'], tenants: ['*'] },
    { sub: 'several', name: 'Several', roles: ['agent', 'tellerline:admin', 'other'], tenants: [] },
    { sub: 'operator', name: 'Oh no', roles: ['operator', 'tellerline:operator'], tenants: ['*'] },
    { sub: 'nobody', name: 'Nobody', roles: ['tellerline:'], tenants: ['*'] },
  ]),
});

const sessionCookie = () => cookieNames(teller.url()).session;
const isCallback = (url: string) => url.includes('/console/sign-in/callback');

/** Up to the callback, which is not asked for yet. */
async function toCallback({ sub = 'ana', page = '/console' } = {}) {
  const browser = browserOf();
  const { url } = await signInAs(browser, teller.url(), sub, { page, stop: isCallback });
  expect(isCallback(url)).toBe(true);
  return { browser, callback: new URL(url) };
}

/** Where the link of a plain page leads. */
async function linkOf(response: Response): Promise<string> {
  const [, link = ''] = /href="(\/console\/sign-in[^"]*)"/.exec(await response.text()) ?? [];
  return link.replaceAll('&amp;', '&');
}

describe('signing in', () => {
  test('leads back to the very address that was wanted, with a session for this browser alone', async () => {
    const browser = browserOf();
    const page = '/console/tasks/abc?kind=approve_refund&q=a%20b';
    const { url } = await signInAs(browser, teller.url(), 'ana', { page });
    expect(url).toBe(`${teller.url()}${page}`);
    const again = await browser.send(`${teller.url()}/console/session`);
    expect(await again.json()).toEqual({
      staff: { id: 'ana', name: 'Ana Reyes', role: 'supervisor' },
      tenants: ['*'],
      csrf: expect.any(String),
      expiresAt: expect.any(String),
      temporalUi: expect.any(String),
      notForProduction: true,
    });
  });

  test('sets a cookie that no script reads, no other site sends and no plain network carries', async () => {
    const { browser, callback } = await toCallback();
    const response = await browser.send(callback.href);
    const set = response.headers.getSetCookie().find((line) => line.startsWith(`${sessionCookie()}=`));
    expect(set).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    expect(set).toMatch(/^__Host-/);
  });

  test.each([
    'https://elsewhere.example/console',
    '//elsewhere.example/console',
    '/\\elsewhere.example/console',
    '/v1/tasks',
    '/console/../v1/tasks',
    '/consolex',
    '/console/sign-in?return_to=/console',
    'javascript:alert(1)',
  ])('goes nowhere but to a page of the console: not to %s', async (wanted) => {
    const page = `/console/sign-in?return_to=${encodeURIComponent(wanted)}`;
    const { url } = await signInAs(browserOf(), teller.url(), 'ana', { page });
    expect(url).toBe(`${teller.url()}/console`);
  });

  test('goes to the first page of the console where an address is too long for a cookie beside others', async () => {
    const page = `/console/sign-in?return_to=${encodeURIComponent(`/console/tasks?q=${'a'.repeat(500)}`)}`;
    expect((await signInAs(browserOf(), teller.url(), 'ana', { page })).url).toBe(`${teller.url()}/console`);
  });

  test('refuses a state that it has not given, and one that another browser was given', async () => {
    const { browser, callback } = await toCallback();
    const forged = new URL(callback);
    forged.searchParams.set('state', `${callback.searchParams.get('state')?.slice(0, 10)}forged`);
    expect((await browser.send(forged.href)).status).toBe(400);
    expect((await browserOf().send(callback.href)).status).toBe(400);
    expect(browser.cookies.has(sessionCookie())).toBe(false);
  });

  test('takes what came back once only', async () => {
    const { browser, callback } = await toCallback();
    const copy = browserOf();
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect((await browser.send(callback.href)).status).toBe(303);
    expect((await browser.send(callback.href)).status).toBe(400);
    expect((await copy.send(callback.href)).status).toBe(400);
  });

  test('may be under way in several tabs at once, and those that are never finished do not pile up', async () => {
    const browser = browserOf();
    const [one, other] = [
      await signInAs(browser, teller.url(), 'ana', { stop: isCallback }),
      await browser.follow(`${teller.url()}/console`, { stop: isCallback }),
    ];
    for (const { url } of [one, other]) expect((await browser.send(url)).status).toBe(303);
    const longest = `/console/tasks?q=${'a'.repeat(483)}`;
    for (let n = 0; n < 20; n += 1)
      await browser.send(`${teller.url()}/console/sign-in?return_to=${encodeURIComponent(longest)}`);
    const begun = [...browser.cookies].filter(([name]) => name.includes('sign-in'));
    // With a session and an ID token as long as a browser keeps them, and 2 KiB of other headers, Node takes them all.
    expect(begun.map(([name, value]) => `${name}=${value}; `).join('').length).toBeLessThan(
      16_384 - 2 * 4_096 - 2_048,
    );
  });

  test('refuses a code that the provider has not given', async () => {
    const { browser, callback } = await toCallback();
    callback.searchParams.set('code', 'made-up');
    const response = await browser.send(callback.href);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('You are not signed in');
  });

  test('counts the highest of several roles', async () => {
    const { session } = await memberOf(teller.url(), 'several');
    expect(session).toMatchObject({ staff: { role: 'admin' }, tenants: [] });
  });

  test.each(['operator', 'nobody'])('tells %s, who has no role of support, so', async (sub) => {
    const browser = browserOf();
    const { response } = await signInAs(browser, teller.url(), sub);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('You have no role here');
    expect(browser.cookies.has(sessionCookie())).toBe(false);
  });

  const page = `/console/tasks?view=unassigned&q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`;

  test('lets who has no role sign in as somebody else, and leads to where the first was to go', async () => {
    const browser = browserOf();
    const { response } = await signInAs(browser, teller.url(), 'nobody', { page });
    expect(await response.clone().text()).not.toContain('<img');
    const link = await linkOf(response);
    expect((await signInAs(browser, teller.url(), 'ana', { page: link })).url).toBe(`${teller.url()}${page}`);
  });

  test('asks who it is again too, where signing in as somebody else does not work at once', async () => {
    const { browser, callback } = await toCallback({ page: '/console/sign-in?prompt=login' });
    callback.searchParams.set('code', 'made-up');
    const link = await linkOf(await browser.send(callback.href));
    expect(link).toBe('/console/sign-in?prompt=login');
    const again = await browser.send(`${teller.url()}${link}`);
    expect(new URL(again.headers.get('Location') ?? '').searchParams.get('prompt')).toBe('login');
  });

  test('leads to the address that was wanted from a page that says it took too long, or was not right', async () => {
    const kept = sealed(testKeys.staff.signIn, { purpose: 'staff-sign-in', shape: transaction });
    const late = await toCallback({ page });
    const [name = '', value = ''] = [...late.browser.cookies].find(([one]) => one.includes('sign-in')) ?? [];
    const begun = transaction.parse(await kept.open(value));
    late.browser.cookies.set(name, await kept.seal({ ...begun, until: 0 }, begun.until));
    const over = await late.browser.send(late.callback.href);
    expect([over.status, await over.clone().text()]).toEqual([400, expect.stringContaining('is over')]);

    const wrong = await toCallback({ page });
    wrong.callback.searchParams.set('code', 'made-up');
    for (const [browser, response] of [
      [late.browser, over],
      [wrong.browser, await wrong.browser.send(wrong.callback.href)],
    ] as const)
      expect((await signInAs(browser, teller.url(), 'ana', { page: await linkOf(response) })).url).toBe(
        `${teller.url()}${page}`,
      );
  });

  test('keeps of a long claim the tenants that are known here, and says where they are too many for a cookie', async () => {
    const { url } = await teller.anotherApi({
      api: async (at) => ({
        ...(await withMany(at)),
        tenants: {
          all: () => [],
          byId: (id) => (id.startsWith('shop-') ? ({ id } as Tenant) : undefined),
          byApiKey: () => undefined,
        },
      }),
    });
    expect((await memberOf(url, 'some')).session.tenants).toEqual(['shop-1', 'shop-2']);

    const { response } = await signInAs(browserOf(), url, 'most', { page });
    expect([response.status, await response.clone().text()]).toEqual([
      403,
      expect.stringContaining('You see too many tenants'),
    ]);
    expect(response.headers.getSetCookie().join()).not.toContain(`${cookieNames(url).session}=`);
  });

  test('is for a page of its own only: strict policy, no frame, no referrer', async () => {
    const { headers } = await fetch(`${teller.url()}/console/signed-out`);
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  });
});

describe('a session', () => {
  /** Of somebody who signed in so long ago, and was seen last so long ago, in minutes. */
  async function asOf(signedIn: number, seen: number) {
    const clock = { now: Date.now() - signedIn * 60_000 };
    const sessions = staffSessions(testKeys.staff, () => clock.now);
    const ana = { id: 'ana', name: 'Ana Reyes', role: 'supervisor' as const };
    const begun = await sessions.begin({ staff: ana, tenants: ['*'] }, { embedded: true });
    clock.now = Date.now() - seen * 60_000;
    const { session, cookie = begun.cookie } = await sessions.renew(begun.session);
    return { csrf: sessions.csrf(session), headers: { Cookie: `${sessionCookie()}=${cookie}` } };
  }

  const staySignedIn = (headers: Record<string, string>, csrf: string) =>
    fetch(`${teller.url()}/console/session`, {
      method: 'POST',
      headers: { ...headers, Origin: teller.url(), 'X-CSRF-Token': csrf },
    });

  test.each([
    ['has ended after half an hour without a deed', 31, 31, 401],
    ['lasts for less than that', 29, 29, 200],
    ['has ended after ten hours, however busy', 601, 1, 401],
    ['lasts for less than that, where something is done', 590, 1, 200],
  ])('%s', async (_what, signedIn, seen, status) => {
    const { headers } = await asOf(signedIn, seen);
    expect((await fetch(`${teller.url()}/v1/tasks`, { headers })).status).toBe(status);
  });

  test.each([
    ['goes on for half an hour when they say so', 28, 28, 30],
    ['goes on for no more than ten hours, however often they say so', 590, 20, 10],
  ])('%s', async (_what, signedIn, seen, minutes) => {
    const { headers, csrf } = await asOf(signedIn, seen);
    const renewed = await staySignedIn(headers, csrf);
    const session = (await renewed.json()) as Session;
    expect([renewed.status, session.staff.id]).toEqual([200, 'ana']);
    const left = Date.parse(session.expiresAt) - Date.now();
    expect(Math.abs(left - minutes * 60_000)).toBeLessThan(20_000);

    const [, cookie = ''] = /=([^;]+)/.exec(renewed.headers.getSetCookie()[0] ?? '') ?? [];
    const again = await fetch(`${teller.url()}/console/session`, {
      headers: { Cookie: `${sessionCookie()}=${cookie}` },
    });
    expect(await again.json()).toEqual(session);
  });

  test('does not go on for what its page looks at, or at the word of another page', async () => {
    const { headers } = await asOf(28, 28);
    const looked = await fetch(`${teller.url()}/console/session`, { headers });
    expect([looked.status, looked.headers.getSetCookie()]).toEqual([200, []]);
    const forged = await staySignedIn(headers, 'A'.repeat(43));
    expect([forged.status, forged.headers.getSetCookie()]).toEqual([403, []]);
  });

  test('is not made by another key, and not by ours for another purpose', async () => {
    const { browser } = await toCallback();
    const [name = '', transaction = ''] = [...browser.cookies].find(([one]) => one.includes('sign-in')) ?? [];
    expect(name).not.toBe('');
    for (const value of [transaction, 'eyJhbGciOiJkaXIifQ..a.b.c', ''])
      expect(
        (await fetch(`${teller.url()}/v1/tasks`, { headers: { Cookie: `${sessionCookie()}=${value}` } }))
          .status,
      ).toBe(401);
  });

  test('ends with a sign-out, here and at the provider; a copy of its cookie is refused', async () => {
    const member = await memberOf(teller.url(), 'ana');
    const copy = member.browser.cookies.get(sessionCookie()) ?? '';
    const { status, body } = await member.post<{ url: string }>('/console/sign-out');
    expect(status).toBe(200);
    expect(member.browser.cookies.has(sessionCookie())).toBe(false);
    const stolen = { headers: { Cookie: `${sessionCookie()}=${copy}` } };
    expect((await fetch(`${teller.url()}/v1/tasks`, stolen)).status).toBe(401);

    const page = await (await member.browser.send(body.url)).text();
    const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/s.exec(page) ?? [];
    const left = await member.browser.follow(action, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    });
    expect(left.url).toBe(`${teller.url()}/console/signed-out`);
    // The provider asks who they are again.
    const next = await member.browser.follow(`${teller.url()}/console`);
    expect(next.url).toContain('/interaction/');
  });
});

describe('a POST of staff', () => {
  test.each([
    ['no token', { 'X-CSRF-Token': '' }],
    ['the token of another session', { 'X-CSRF-Token': 'A'.repeat(43) }],
    ['another origin', { Origin: 'https://elsewhere.example' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['what a browser says comes from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['what a browser says comes from a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is refused with %s', async (_what, headers) => {
    const member = await memberOf(teller.url(), 'ana');
    const { status, body } = await member.post('/v1/tasks/any/claim', {}, headers);
    expect([status, body.type]).toEqual([403, '/problems/cross-site']);
  });

  test('is refused without a session, whatever it brings', async () => {
    const response = await fetch(`${teller.url()}/v1/tasks/any/claim`, {
      method: 'POST',
      headers: { Origin: teller.url(), 'X-CSRF-Token': 'A' },
    });
    expect(response.status).toBe(401);
  });
});

describe('keys and sessions', () => {
  test('a tenant’s API key opens none of support’s requests', async () => {
    const { apiKey } = teller.tenant();
    for (const path of ['/v1/tasks', '/v1/tasks/any', '/v1/tasks/stream', '/v1/staff', '/console/session']) {
      const response = await fetch(`${teller.url()}${path}`, {
        headers: { Authorization: `Bearer ${apiKey}` },
      });
      expect([path, response.status, ((await response.json()) as { type: string }).type]).toEqual([
        path,
        401,
        '/problems/not-signed-in',
      ]);
    }
  });

  test('a session opens none of the agent’s', async () => {
    const member = await memberOf(teller.url(), 'ana');
    const { status, body } = await member.post('/v1/calls/a-call/intents', { intent: 'refund', caller: {} });
    expect([status, body.type]).toEqual([401, '/problems/unauthenticated']);
  });
});

test('a client with a secret proves itself by it', async () => {
  const { url } = await teller.anotherApi({ api: withSecret });
  const browser = browserOf();
  expect((await signInAs(browser, url, 'ana')).url).toBe(`${url}/console`);
});

test('without a provider the console says so, and staff’s requests are refused', async () => {
  const other = await teller.anotherApi({ api: () => ({}) });
  const page = await fetch(`${other.url}/console/tasks`);
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('Signing in is not set up');
  expect((await fetch(`${other.url}/v1/tasks`)).status).toBe(401);
});
