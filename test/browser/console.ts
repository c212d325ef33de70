import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { prepareData } from '../../src/platform/first-start.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { ask, connect } from '../sandbox/sandbox.ts';
import { type Agent, agentOf } from '../support/agent.ts';
import { type Line, lineTo } from '../support/cut.ts';
import { type Asked, callersFor } from './callers.ts';
import { launchChromium } from './chromium.ts';
import { type Seat, seat, signIn } from './desk.ts';
import { type Embedded, embedded } from './embedded.ts';

const KEY = 'sk_test_sandbox';

/** The console of an `npm start` of this file's own, with callers and staff. `settings`: more of its tenant's. */
export function useConsole({ settings }: { settings?: () => object } = {}) {
  let app: Embedded;
  let line: Line;
  let browser: Browser;
  let agent: Agent;
  let stripe: Stripe;
  let askRefund: ReturnType<typeof callersFor>;

  beforeAll(async () => {
    // First, since nothing else is open then where there is none.
    browser = await launchChromium();
    app = await embedded();
    line = await lineTo(`127.0.0.1:${app.ports.API}`);
    if (settings) await giveDemo(app.folder, settings());
    await app.start({ TELLERLINE_PUBLIC_URL: `http://${line.address}` });
    agent = agentOf(`http://127.0.0.1:${app.ports.API}`, 'demo-key');
    stripe = connect(app.ports.SANDBOX, KEY);
    askRefund = callersFor(agent, stripe);
  });

  afterAll(async () => {
    await browser.close();
    await line.close();
    app.clear();
  });

  const the = {
    get url() {
      return `http://${line.address}`;
    },
    /** The staff's line to the API, that a test can cut. */
    get line() {
      return line;
    },
    get agent() {
      return agent;
    },
    get stripe() {
      return stripe;
    },
    askRefund: (asked?: Asked) => askRefund(asked),
    /** Has a bank charge a payment back. */
    chargeBack: (payment: string) =>
      ask(app.ports.SANDBOX, KEY, [
        'POST',
        '/disputes',
        { payment_intent: payment, status: 'needs_response', is_charge_refundable: false },
      ]),
    sit: (options?: BrowserContextOptions) => seat(browser, options),
    /** Somebody signed in, at the queue or another page. */
    async atDesk(name: string, path = '/console/tasks', options: BrowserContextOptions = {}): Promise<Seat> {
      const taken = await the.sit(options);
      await signIn(taken.page, name, the.url + path);
      return taken;
    },
    /** Opens the task of a request that waits for support. */
    async open({ page }: Seat, held: Reply): Promise<void> {
      await page.goto(`${the.url}/console/tasks?q=${held.reference}`);
      await rowOf(page, held).click();
      await page.getByRole('heading', { name: 'To decide' }).waitFor();
    },
  };
  return the;
}

/** Has `demo` of a data folder begin with more settings. */
async function giveDemo(folder: string, more: object): Promise<void> {
  const settings = readSettings({ TELLERLINE_DATA: folder });
  await prepareData(settings);
  const { tenantsFile } = settings;
  const { tenants } = JSON.parse(await readFile(tenantsFile, 'utf8')) as { tenants: object[] };
  await writeFile(tenantsFile, JSON.stringify({ tenants: tenants.map((demo) => ({ ...demo, ...more })) }));
}

/** A request's row in the queue. */
export function rowOf(page: Page, { reference }: Reply): Locator {
  return page.getByRole('row', { name: new RegExp(reference) });
}

/** Nothing was complained of, and nobody sits there any more. */
export async function leave({ page, complaints }: Seat): Promise<void> {
  expect(complaints).toEqual([]);
  await page.context().close();
}
