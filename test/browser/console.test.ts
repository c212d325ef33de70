import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { ask, connect, pay } from '../sandbox/sandbox.ts';
import { type Agent, agentOf } from '../support/agent.ts';
import { type Line, lineTo } from '../support/cut.ts';
import { callersFor } from './callers.ts';
import { launchChromium } from './chromium.ts';
import { expectNoneSerious, expectNoSidewaysScroll, type Seat, seat, signIn } from './desk.ts';
import { type Embedded, embedded } from './embedded.ts';

const INJECTED = '<img src=x onerror=alert(1)>';

let app: Embedded;
let line: Line;
let browser: Browser;
let agent: Agent;
let stripe: Stripe;
let askRefund: ReturnType<typeof callersFor>;
let url: string;

beforeAll(async () => {
  app = await embedded();
  // The staff's line to the API, that a test can cut.
  line = await lineTo(`127.0.0.1:${app.ports.API}`);
  url = `http://${line.address}`;
  browser = await launchChromium();
  await app.start({ TELLERLINE_PUBLIC_URL: url });
  agent = agentOf(`http://127.0.0.1:${app.ports.API}`, 'demo-key');
  stripe = connect(app.ports.SANDBOX, 'sk_test_sandbox');
  askRefund = callersFor(agent, stripe);
});

afterAll(async () => {
  await browser.close();
  await line.close();
  app.clear();
});

const rowOf = (page: Page, { reference }: Reply) => page.getByRole('row', { name: new RegExp(reference) });

/** Somebody signed in, at the queue or another page. */
async function atDesk(name: string, path = '/console/tasks', options = {}): Promise<Seat> {
  const taken = await seat(browser, options);
  await signIn(taken.page, name, `${url}${path}`);
  return taken;
}

async function leave({ page, complaints }: Seat): Promise<void> {
  expect(complaints).toEqual([]);
  await page.context().close();
}

/** Opens the task of a request that waits for support. */
async function open({ page }: Seat, { reference }: Reply): Promise<void> {
  await page.goto(`${url}/console/tasks?q=${reference}`);
  await page.getByRole('row', { name: new RegExp(reference) }).click();
  await page.getByRole('heading', { name: 'To decide' }).waitFor();
}

describe('the support console', () => {
  test('shows a task that comes in without a reload, at the address that was wanted before the sign-in', async () => {
    const wanted = '/console/tasks?view=unassigned&kind=approve_refund&sort=amount';
    const ana = await atDesk('Ana Reyes', wanted);
    expect(ana.page.url()).toBe(url + wanted);
    await ana.page.getByText('Nothing matches').waitFor();
    const first = await askRefund();
    await rowOf(ana.page, first).waitFor();

    // With rows on the screen a new one waits, so that none moves under the cursor.
    const second = await askRefund({ amount: 400_00 });
    await ana.page.getByRole('button', { name: '1 new' }).click();
    await rowOf(ana.page, second).waitFor();
    const rows = await ana.page.getByRole('row').allInnerTexts();
    expect(rows.map((text) => text.includes(second.reference))).toEqual([true, false]);
    await leave(ana);
  });

  test('takes keys alone from the sign-in to a refund, of which the caller is told', async () => {
    const held = await askRefund({ amount: 420_00 });
    const ana = await seat(browser);
    const { page } = ana;
    const { keyboard } = page;
    await page.goto(`${url}/console/tasks?q=${held.reference}`);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await rowOf(page, held).waitFor();
    await keyboard.press('j');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    await keyboard.press('c');
    await page.getByText('You are on it.').waitFor();

    // A letter opens the review; letters there are words.
    await keyboard.press('a');
    await page.getByRole('dialog', { name: 'Approve a refund?' }).waitFor();
    await keyboard.type('A good customer, refund all');
    await page.getByRole('button', { name: 'Refund USD 420.00' }).waitFor();
    expect((await agent.look(held.intentId)).body.status).toBe('with_support');
    await keyboard.press('Control+Enter');
    await page.getByText('Your decision is taken').waitFor();

    const told = await agent.afterSupport(held);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 420_00 } } } });
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await leave(ana);
  });

  test('tells the second of two people who was first, and when, and keeps their words', async () => {
    const held = await askRefund();
    const [ana, ben] = [await atDesk('Ana Reyes'), await atDesk('Ben Okafor')];
    await open(ben, held);
    await open(ana, held);
    await ben.page.keyboard.press('a');
    await ben.page.getByLabel('Reason').fill('Seems fair to me');
    await ana.page.getByText('Ben Okafor is writing').waitFor();
    await ana.page.getByText(/Ben Okafor is on it since/).waitFor();
    expect(await ana.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);

    await ana.page.keyboard.press('t');
    await ana.page.getByLabel('Why').fill('Ben has gone to lunch');
    await ana.page.keyboard.press('Control+Enter');
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
    await ana.page.keyboard.press('a');
    await ana.page.getByLabel('Reason').fill('The lamp was broken');
    await ana.page.keyboard.press('Control+Enter');
    await ana.page.getByText('Your decision is taken').waitFor();

    await ben.page.keyboard.press('Control+Enter');
    await ben.page.getByText(/It was approved by Ana Reyes at \d\d:\d\d\. Nothing was changed\./).waitFor();
    expect(await ben.page.getByLabel('Reason').inputValue()).toBe('Seems fair to me');
    await ben.page.keyboard.press('Escape');
    await ben.page.getByText(/This was approved by Ana Reyes at/).waitFor();
    expect(await ben.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);
    await Promise.all([leave(ana), leave(ben)]);
  });

  test('shows a customer’s name, their words and a note as text, whatever they hold', async () => {
    const held = await askRefund({ name: INJECTED, reason: `Broken ${INJECTED}` });
    const ana = await atDesk('Ana Reyes');
    const { page } = ana;
    await open(ana, held);
    await page.keyboard.press('n');
    await page.keyboard.type(`Looked at it ${INJECTED}`);
    await page.keyboard.press('Control+Enter');
    await page.getByText(`Looked at it ${INJECTED}`).waitFor();
    await page.getByText(`Broken ${INJECTED}`).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await page.getByLabel('Reason').fill(`No ${INJECTED}`);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Your decision is taken').waitFor();
    await page.getByRole('button', { name: 'Stay here' }).click();
    await page.getByText(`No ${INJECTED}`).waitFor();
    expect(await page.locator('img').count()).toBe(0);

    // A case has the customer's name, also in its drafted evidence.
    const customer = await stripe.customers.create({ email: 'name@example.com', name: INJECTED });
    const payment = await pay(stripe, { amount: 61_00, customer: customer.id });
    const dispute = { payment_intent: payment.id, status: 'needs_response', is_charge_refundable: false };
    await ask(app.ports.SANDBOX, 'sk_test_sandbox', ['POST', '/disputes', dispute]);
    await page.goto(`${url}/console/tasks?kind=resolve_dispute&q=${payment.id}`);
    await page.getByRole('row', { name: /USD 61\.00/ }).click();
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    expect(await page.getByText(INJECTED).count()).toBeGreaterThan(0);
    expect(await page.locator('img').count()).toBe(0);
    await leave(ana);
  });

  test('keeps a draft through a reload, and erases it on signing out', async () => {
    const held = await askRefund();
    const ana = await atDesk('Ana Reyes');
    const { page } = ana;
    await open(ana, held);
    await page.getByLabel('Note for colleagues').fill('Half a thought');
    await page.reload();
    await page.getByText('Half a thought').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sign out');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /sign out/i }).waitFor();
    await page.goto(`${url}/console/signed-out`);
    expect(await page.evaluate('Object.keys(localStorage).filter((name) => name.includes("draft"))')).toEqual(
      [],
    );
    await leave(ana);
  });

  test('says that its connection is lost, keeps what it shows, and catches up', async () => {
    const before = await askRefund();
    const ana = await atDesk('Ana Reyes', '/console/tasks?kind=approve_refund');
    await rowOf(ana.page, before).waitFor();
    line.cut();
    await ana.page.getByText(/Connection lost/).waitFor();
    const meanwhile = await askRefund();
    expect(await rowOf(ana.page, before).isVisible()).toBe(true);
    line.mend();
    await ana.page.getByRole('button', { name: 'Try now' }).click();
    await ana.page.getByText(/Connection lost/).waitFor({ state: 'detached' });
    await ana.page.getByRole('button', { name: '1 new' }).click();
    await rowOf(ana.page, meanwhile).waitFor();
    await leave(ana);
  });

  test('gives the words of a note back that did not arrive, and adds it once', async () => {
    const held = await askRefund();
    const ana = await atDesk('Ana Reyes');
    const { page } = ana;
    await open(ana, held);
    await page.getByLabel('Note for colleagues').fill('Asked for a photo');
    line.cut();
    await page.keyboard.press('Control+Enter');
    await page.getByText('The note was not added.').waitFor();
    expect(await page.getByLabel('Note for colleagues').inputValue()).toBe('Asked for a photo');
    line.mend();
    await page.getByRole('button', { name: 'Try again' }).last().click();
    await page.getByText('The note was not added.').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Asked for a photo').waitFor();
    expect(await page.getByText('Asked for a photo').count()).toBe(1);
    await leave(ana);
  });

  test('takes a claim back that somebody else has won, and says who', async () => {
    const held = await askRefund();
    const [ana, ben] = [await atDesk('Ana Reyes'), await atDesk('Ben Okafor')];
    await open(ana, held);
    await open(ben, held);
    // Ana's claim is on its way when Ben's arrives.
    await ana.page.route('**/claim', async (route) => {
      await ben.page.getByText('Claimed by Ben Okafor').waitFor();
      await route.continue();
    });
    await ana.page.keyboard.press('c');
    await ana.page.getByText('You are on it.').waitFor();
    await ben.page.keyboard.press('c');
    await ana.page.getByText(/Not claimed\. Ben Okafor claimed it at \d\d:\d\d/).waitFor();
    await ana.page.getByText(/Ben Okafor is on it since/).waitFor();
    await Promise.all([leave(ana), leave(ben)]);
  });

  test('says in each of its pages that the session has ended', async () => {
    const ana = await atDesk('Ana Reyes', '/console/tasks?view=mine');
    const other = await ana.page.context().newPage();
    await other.goto(`${url}/console/notices`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    await ana.page.keyboard.press('Control+k');
    await ana.page.keyboard.type('sign out');
    await ana.page.keyboard.press('Enter');
    await other.getByText('Your session has ended.').waitFor();
    const back = await other.getByRole('link', { name: 'Sign in again' }).getAttribute('href');
    expect(back).toBe('/console/sign-in?return_to=%2Fconsole%2Fnotices');
    await leave(ana);
  });

  test('leaves single letters alone where somebody has turned them off', async () => {
    await askRefund();
    const ana = await atDesk('Ana Reyes');
    const { page } = ana;
    await page.getByRole('row').first().waitFor();
    await page.keyboard.press('?');
    await page.getByText('Single letters do something').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('INPUT');
    await page.keyboard.press('Control+k');
    await page.getByText('Turn single letters on').click();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await leave(ana);
  });

  test('fits a telephone, in the dark', async () => {
    const held = await askRefund();
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const ana = await atDesk('Ana Reyes', '/console/notices', { ...phone, colorScheme: 'dark' });
    const { page } = ana;
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'Tasks' }).tap();
    await rowOf(page, held).waitFor();
    await expectNoSidewaysScroll(page);
    await rowOf(page, held).tap();
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Approve less' }).tap();
    await page.getByLabel(/Amount in USD/).fill('100.00');
    await page.getByRole('button', { name: 'Refund USD 100.00' }).waitFor();
    await expectNoSidewaysScroll(page);
    const ground = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(ground).toBe('rgb(17, 20, 24)');
    await leave(ana);
  });

  test.each(['light', 'dark'] as const)(
    'holds nothing that axe finds serious, on any page and state (%s)',
    async (theme) => {
      const held = await askRefund({ amount: 1_500_00 });
      const options = { colorScheme: theme, bypassCSP: true, viewport: { width: 1_280, height: 800 } };
      const cleo = await atDesk('Cleo Martin', '/console/tasks', options);
      const { page } = cleo;
      const { keyboard } = page;
      const closed = async (key = 'Escape') => {
        await keyboard.press(key);
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      };
      await rowOf(page, held).waitFor();
      await expectNoneSerious(page, 'queue');
      await page.getByRole('button', { name: /Kind/ }).click();
      await expectNoneSerious(page, 'filter');
      await keyboard.press('Escape');
      await page.getByRole('button', { name: /^Cleo/ }).click();
      await expectNoneSerious(page, 'menu');
      await keyboard.press('Escape');
      await keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await expectNoneSerious(page, 'all that can be done');
      await closed();
      await keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await expectNoneSerious(page, 'keys');
      await closed();
      await page.goto(`${url}/console/tasks?q=nobody-has-this`);
      await page.getByText('Nothing matches').waitFor();
      await expectNoneSerious(page, 'nothing matches');
      await page.goto(`${url}/console/notices`);
      await page.getByText('All have arrived').waitFor();
      await expectNoneSerious(page, 'notices');

      await page.goto(`${url}/console/tasks?kind=resolve_dispute`);
      await page.getByRole('row').first().click();
      await page.getByText('Evidence, drafted and not sent').waitFor();
      await expectNoneSerious(page, 'dispute');
      await keyboard.press('e');
      await page.getByRole('dialog').waitFor();
      await expectNoneSerious(page, 'review of evidence');
      await closed();
      await keyboard.press('u');

      await open(cleo, held);
      await expectNoneSerious(page, 'task');
      for (const [key, state] of [
        ['l', 'review of less'],
        ['g', 'assign'],
        ['a', 'review'],
      ] as const) {
        await keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        await expectNoneSerious(page, state);
        if (key !== 'a') await closed();
      }
      await page.getByLabel('Reason').fill('Looks right');
      await keyboard.press('Control+Enter');
      await page.getByText(/1 of 2\. Nothing moves/).waitFor();
      await expectNoneSerious(page, 'done');
      await page.getByRole('button', { name: 'Stay here' }).click();
      await page.getByText(/You have approved it once/).waitFor();
      await expectNoneSerious(page, 'approved once');
      await page.goto(`${url}/console/tasks/bm9uZQ`);
      await page.getByText('There is no such task').waitFor();
      await expectNoneSerious(page, 'no such task');
      await cleo.page.context().close();
    },
  );
});
