import { afterAll, beforeAll, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { callersFor } from '../browser/callers.ts';
import { launchChromium } from '../browser/chromium.ts';
import { seat, signIn, tellInstead } from '../browser/desk.ts';
import { type Embedded, embedded } from '../browser/embedded.ts';
import { fromRoot } from '../cli/run-program.ts';
import { connect } from '../sandbox/sandbox.ts';
import { agentOf } from '../support/agent.ts';

let app: Embedded;
let browser: Browser;
let url: string;

const callers = [
  { name: 'Carla Cruz', reason: 'The lamp came broken, and nobody answers my emails', amount: 350_00 },
  { name: 'Noor Haddad', reason: 'I cancelled the trip within a day', amount: 1_240_00 },
  { name: 'Tom Baker', reason: 'Charged twice for one order', amount: 219_90 },
  { name: 'Yuki Mori', reason: 'It never arrived', amount: 480_00 },
  { name: 'Lena Weiss', reason: 'Wrong size, sent back last week', amount: 265_50 },
];

/** `demo` has no system of its own that could fail. */
const notices = [
  {
    ...{ tenant: 'demo', id: 'one', type: 'refund.issued', timestamp: '2026-11-30T08:12:00Z' },
    ...{ about: 'R7K-2MX', state: 'given_up', why: 'status_503', tries: 12 },
  },
  {
    ...{ tenant: 'demo', id: 'two', type: 'task.opened', timestamp: '2026-11-30T09:40:00Z' },
    ...{ about: 'TQT-PVH', state: 'trying', why: 'timed_out', tries: 3 },
  },
];

beforeAll(async () => {
  app = await embedded();
  url = `http://127.0.0.1:${app.ports.API}`;
  browser = await launchChromium();
  await app.start();
  const askRefund = callersFor(agentOf(url, 'demo-key'), connect(app.ports.SANDBOX, 'sk_test_sandbox'));
  for (const caller of callers) await askRefund(caller);
});

afterAll(async () => {
  await browser.close();
  app.clear();
});

const take = (page: Page, name: string) => page.screenshot({ path: fromRoot(`docs/console/${name}.png`) });

async function open(options: BrowserContextOptions): Promise<Page> {
  const { page } = await seat(browser, { viewport: { width: 1_280, height: 800 }, ...options });
  await signIn(page, 'Ana Reyes', `${url}/console/tasks`);
  await page.getByRole('row').first().waitFor();
  return page;
}

async function openTask(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('row', { name }).first().click();
  await page.getByRole('heading', { name: 'To decide' }).waitFor();
}

test('takes a picture of each page, in light, in dark and on a telephone', async () => {
  const { page: ben } = await seat(browser);
  await signIn(ben, 'Ben Okafor', `${url}/console/tasks`);
  await openTask(ben, /USD 480\.00/);
  await ben.keyboard.press('c');
  await ben.getByText('You are on it.').waitFor();

  const light = await open({ colorScheme: 'light' });
  await light.getByText('Ben Okafor is reading').waitFor();
  await light.keyboard.press('j');
  await take(light, 'queue-light');
  await openTask(light, /USD 350\.00/);
  await take(light, 'task-light');
  await light.keyboard.press('a');
  await light.getByLabel('Reason').fill('The photo shows the crack. Refund all of it.');
  await take(light, 'review-light');
  await light.keyboard.press('Escape');
  await tellInstead(light, '**/v1/notices', () => ({ notices }));
  await light.goto(`${url}/console/notices`);
  await light.getByText('Given up, 12 tries').waitFor();
  await take(light, 'notices-light');

  const dark = await open({ colorScheme: 'dark' });
  await take(dark, 'queue-dark');
  await openTask(dark, /Resolve a dispute/);
  await take(dark, 'dispute-dark');
  await dark.keyboard.press('?');
  await dark.getByRole('dialog').waitFor();
  await take(dark, 'keys-dark');

  const phone = { width: 360, height: 740 };
  const small = await open({ viewport: phone, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await take(small, 'queue-phone');
  await openTask(small, /USD 350\.00/);
  await take(small, 'task-phone');
});
