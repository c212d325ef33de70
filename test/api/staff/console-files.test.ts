import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { browserOf, memberOf, useIdentityProvider } from '../../support/staff.ts';
import { useTeller } from '../../support/teller.ts';

// Hidden, as where a checkout lies under a folder that is.
const folder = mkdtempSync(join(tmpdir(), '.tellerline-console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>The page</title>');
writeFileSync(join(folder, 'assets', 'index-a1b2c3.js'), 'console.log(1)');
afterAll(() => rmSync(folder, { recursive: true }));

const provider = useIdentityProvider(() => [
  { sub: 'ana', name: 'Ana Reyes', roles: ['supervisor'], tenants: ['*'] },
]);
const teller = useTeller({
  async api(url) {
    const { staff, ...more } = await provider(url);
    return { ...more, ...(staff && { staff: { ...staff, consoleFolder: folder } }) };
  },
});

test.each(['/console', '/console/', '/console/tasks/abc?kind=difference', '/console/a.b/c'])(
  '%s is the page, for who is signed in, and is kept by nobody',
  async (path) => {
    const { browser } = await memberOf(teller.url(), 'ana');
    const response = await browser.send(`${teller.url()}${path}`);
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>The page</title>']);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const stranger = await browserOf().send(`${teller.url()}${path}`);
    expect(stranger.headers.get('Location')).toBe(`/console/sign-in?return_to=${encodeURIComponent(path)}`);
  },
);

test('what the build names by its content is kept for ever, and what is not there is not found', async () => {
  const script = await fetch(`${teller.url()}/console/assets/index-a1b2c3.js`);
  expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('Content-Type')).toMatch(/javascript/);
  expect(script.headers.get('X-Content-Type-Options')).toBe('nosniff');
  for (const path of [
    'assets/nothing.js',
    'assets/../../../package.json',
    'assets/%2e%2e/%2e%2e/package.json',
  ]) {
    const { status } = await fetch(`${teller.url()}/console/${path}`, { redirect: 'manual' });
    expect([path, [303, 404].includes(status)]).toEqual([path, true]);
  }
});

test('loopback by its other name leads to where cookies and provider know it', async () => {
  const url = teller.url().replace('127.0.0.1', 'localhost');
  const response = await fetch(`${url}/console/tasks?q=1`, { redirect: 'manual' });
  expect([response.status, response.headers.get('Location')]).toEqual([
    307,
    `${teller.url()}/console/tasks?q=1`,
  ]);
});
