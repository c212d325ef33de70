import { describe, expect, test } from '@jest/globals';
import { useReceiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { leave, rowOf, useConsole } from './console.ts';
import { expectNoneSerious, expectNoSidewaysScroll, signIn, tellInstead } from './desk.ts';

const receiver = useReceiver('gone');
const the = useConsole({ settings: () => receiver.settings({ types: ['refund.issued'] }) });
const TASK = /\/v1\/tasks\/(?!stream)[^/?]+$/;
const TASKS = /\/v1\/tasks(\?|$)/;

describe('the console', () => {
  test('shows a task that comes in without a reload, at the address that was wanted before the sign-in', async () => {
    const wanted = '/console/tasks?view=unassigned&kind=approve_refund&sort=amount';
    const ana = await the.atDesk('Ana Reyes', wanted);
    expect(ana.page.url()).toBe(the.url + wanted);
    await ana.page.getByText('Nothing matches').waitFor();
    const first = await the.askRefund();
    await rowOf(ana.page, first).waitFor();

    // With rows on the screen a new one waits, so that none moves under the cursor.
    const second = await the.askRefund({ amount: 400_00 });
    await ana.page.getByRole('button', { name: '1 new' }).click();
    await rowOf(ana.page, second).waitFor();
    const rows = await ana.page.getByRole('row').allInnerTexts();
    expect(rows.map((text) => text.includes(second.reference))).toEqual([true, false]);
    await leave(ana);
  });

  test('keeps a draft through a reload, and erases it on signing out', async () => {
    const held = await the.askRefund();
    const ana = await the.atDesk('Ana Reyes');
    const { page } = ana;
    await the.open(ana, held);
    await page.getByLabel('Note for colleagues').fill('Half a thought');
    await page.reload();
    await page.getByText('Half a thought').waitFor();
    the.line.cut();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sign out');
    await page.keyboard.press('Enter');
    const trouble = page.getByRole('alert').filter({ hasText: 'You are not signed out.' });
    await trouble.waitFor();
    expect(await page.getByText('Half a thought').isVisible()).toBe(true);
    the.line.mend();
    await trouble.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /sign out/i }).waitFor();
    await page.goto(`${the.url}/console/signed-out`);
    expect(await page.evaluate('Object.keys(localStorage).filter((name) => name.includes("draft"))')).toEqual(
      [],
    );
    await leave(ana);
  });

  test('says that its connection is lost, keeps what it shows, and catches up', async () => {
    const before = await the.askRefund();
    const ana = await the.atDesk('Ana Reyes', '/console/tasks?kind=approve_refund');
    await rowOf(ana.page, before).waitFor();
    the.line.cut();
    await ana.page.getByText(/Connection lost/).waitFor();
    const meanwhile = await the.askRefund();
    expect(await rowOf(ana.page, before).isVisible()).toBe(true);
    the.line.mend();
    await ana.page.getByRole('button', { name: 'Try now' }).click();
    await ana.page.getByText(/Connection lost/).waitFor({ state: 'detached' });
    await ana.page.getByRole('button', { name: '1 new' }).click();
    await rowOf(ana.page, meanwhile).waitFor();
    await leave(ana);
  });

  test('gives the words of a note back that did not arrive, and adds it once', async () => {
    const held = await the.askRefund();
    const ana = await the.atDesk('Ana Reyes');
    const { page } = ana;
    await the.open(ana, held);
    await page.getByLabel('Note for colleagues').fill('Asked for a photo');
    the.line.cut();
    await page.keyboard.press('Control+Enter');
    await page.getByText('No answer.').waitFor();
    expect(await page.getByLabel('Note for colleagues').inputValue()).toBe('Asked for a photo');
    the.line.mend();
    const added = page.waitForResponse('**/notes');
    await page.getByRole('button', { name: 'Try again' }).last().click();
    expect((await added).status()).toBe(200);
    await page.getByText('No answer.').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Asked for a photo').waitFor();
    expect(await page.getByText('Asked for a photo').count()).toBe(1);
    await leave(ana);
  });

  test('says in each of its pages that the session has ended', async () => {
    const ana = await the.atDesk('Ana Reyes', '/console/tasks?view=mine');
    const other = await ana.page.context().newPage();
    await other.goto(`${the.url}/console/notices`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    await ana.page.keyboard.press('Control+k');
    await ana.page.keyboard.type('sign out');
    await ana.page.keyboard.press('Enter');
    await other.getByText('Your session has ended.').waitFor();
    const back = await other.getByRole('link', { name: 'Sign in again' }).getAttribute('href');
    expect(back).toBe('/console/sign-in?return_to=%2Fconsole%2Fnotices');
    await leave(ana);
  });

  test('stays signed in where that is pressed, or where somebody is at it', async () => {
    const ana = await the.atDesk('Ana Reyes', '/console/notices');
    const { page } = ana;
    // As if it were soon to end, until a POST has prolonged it.
    let isShort = true;
    await page.route('**/console/session', async (route) => {
      if (route.request().method() === 'POST') isShort = false;
      if (!isShort) return route.continue();
      const response = await route.fetch();
      const told = (await response.json()) as object;
      const expiresAt = new Date(Date.now() + 240_000).toISOString();
      await route.fulfill({ response, json: { ...told, expiresAt } });
    });
    const prolonged = () =>
      page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/session'),
      );
    const byItself = prolonged();
    await page.reload();
    expect((await byItself).status()).toBe(200);
    await page.getByText('Your session ends').waitFor({ state: 'detached' });

    // Nobody is at it: it says so, and waits for them.
    await page.addInitScript("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })");
    await page.reload({ waitUntil: 'commit' });
    // Now, since the page before it may have prolonged it once more.
    isShort = true;
    await page.getByText('Your session ends').waitFor();
    const pressed = prolonged();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    expect((await pressed).status()).toBe(200);
    await page.getByText('Your session ends').waitFor({ state: 'detached' });
    await leave(ana);
  });

  test('keeps nothing of one person where another has signed in at another page', async () => {
    const held = await the.askRefund();
    const ana = await the.atDesk('Ana Reyes');
    const { page } = ana;
    await the.open(ana, held);
    await page.context().clearCookies();
    const other = await page.context().newPage();
    await signIn(other, 'Ben Okafor', `${the.url}/console/sign-in?return_to=/console/notices`);
    // The token that Ana's page has is not Ben's.
    await page.getByLabel('Note for colleagues').fill('Half a thought of Ana');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Ben Okafor/ }).waitFor();
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    expect(await page.getByLabel('Note for colleagues').inputValue()).toBe('');
    await leave(ana);
  });

  test('leaves single letters alone where somebody has turned them off', async () => {
    await the.askRefund();
    const ana = await the.atDesk('Ana Reyes');
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
    const held = await the.askRefund();
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, bypassCSP: true };
    const ana = await the.atDesk('Ana Reyes', '/console/notices', { ...phone, colorScheme: 'dark' });
    const { page } = ana;
    const expectAllRight = async (state: string) => {
      await expectNoSidewaysScroll(page);
      await expectNoneSerious(page, `${state} on a telephone`);
    };
    await expectAllRight('notices');
    await page.getByRole('link', { name: 'Tasks' }).tap();
    await rowOf(page, held).waitFor();
    await expectAllRight('queue');
    await rowOf(page, held).tap();
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    await expectAllRight('task');
    await page.getByRole('button', { name: 'Approve less' }).tap();
    await page.getByLabel(/Amount in USD/).fill('100.00');
    await page.getByRole('button', { name: 'Refund USD 100.00' }).waitFor();
    await expectAllRight('review');
    const ground = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(ground).toBe('rgb(17, 20, 24)');
    await leave(ana);
  });

  test('lists what a receiver has not taken, and sends it again', async () => {
    const intent = { intent: 'refund', caller: { phone: '+14155550101' } };
    const identity = { last4: '4242', amount: '42.50' };
    const asked = await the.agent.answer(await the.agent.begin('told', intent), { identity });
    const done = await the.agent.answer(asked, { confirm: true });
    const ana = await the.atDesk('Ana Reyes', '/console/notices');
    const { page } = ana;
    const again = page.getByRole('button', { name: `Send again: refund.issued about ${done.reference}` });
    await until('it is given up', async () => {
      await page.reload();
      await page.getByText(/Given up|All have arrived/).waitFor();
      return (await again.count()) > 0;
    });
    receiver.be('takes');
    const sent = page.waitForResponse((answer) => answer.url().endsWith('/send'));
    await again.click();
    expect((await sent).status()).toBe(200);
    await page.getByText('All have arrived').waitFor();
    expect(receiver.taken()).toMatchObject([{ type: 'refund.issued' }]);
    await leave(ana);
  });

  describe('holds nothing that axe finds serious', () => {
    const options = { bypassCSP: true, viewport: { width: 1_280, height: 800 } };

    test('where somebody signs in, or cannot', async () => {
      const { page } = await the.sit(options);
      await page.goto(`${the.url}/console/signed-out`);
      await expectNoneSerious(page, 'signed out');
      await page.goto(`${the.url}/console/sign-in/callback`);
      await page.getByText('This sign-in is over').waitFor();
      await expectNoneSerious(page, 'too late');
      await page.goto(`${the.url}/console`);
      await page.getByRole('button', { name: /Ana Reyes/ }).waitFor();
      await expectNoneSerious(page, 'the identity provider');
      await page.context().close();
    });

    test('in what can be done', async () => {
      const held = await the.askRefund({ amount: 1_500_00 });
      const cleo = await the.atDesk('Cleo Martin', '/console/tasks', options);
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
      await page.goto(`${the.url}/console/tasks?q=nobody-has-this`);
      await page.getByText('Nothing matches').waitFor();
      await expectNoneSerious(page, 'nothing matches');
      await page.goto(`${the.url}/console/notices`);
      await page.getByText('All have arrived').waitFor();
      await expectNoneSerious(page, 'notices');

      await page.goto(`${the.url}/console/tasks?kind=resolve_dispute`);
      await page.getByRole('row').first().click();
      await page.getByText('Evidence, drafted and not sent').waitFor();
      await expectNoneSerious(page, 'dispute');
      await keyboard.press('e');
      await page.getByRole('dialog').waitFor();
      await expectNoneSerious(page, 'review of evidence');
      await closed();
      await keyboard.press('u');

      await the.open(cleo, held);
      await expectNoneSerious(page, 'task');
      for (const [key, state] of [
        ['l', 'review of less'],
        ['g', 'assign'],
        ['w', 'message to the caller'],
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
      const now = new Date().toISOString();
      const ben = { id: 'ben', name: 'Ben Okafor', role: 'agent' };
      const until = new Date(Date.now() + 240_000).toISOString();
      const heldByBen = await tellInstead(page, TASK, (task) => ({
        ...task,
        claim: { by: ben, since: now, until },
      }));
      await page.reload();
      await page.getByText(/Ben Okafor is on it since/).waitFor();
      await keyboard.press('t');
      await page.getByRole('dialog').waitFor();
      await expectNoneSerious(page, 'take over');
      await closed();
      await heldByBen();
      const settled = await tellInstead(page, TASK, (task) => ({
        ...task,
        done: { at: now, verdict: 'approve', by: ben },
      }));
      await page.reload();
      await page.getByText(/This was approved by Ben Okafor/).waitFor();
      await expectNoneSerious(page, 'settled by another');
      await settled();
      await page.goto(`${the.url}/console/tasks/bm9uZQ`);
      await page.getByText('There is no such task').waitFor();
      await expectNoneSerious(page, 'no such task');
      await page.context().close();
    });

    test('while it loads, where there is nothing, and where something went wrong', async () => {
      await the.askRefund();
      const cleo = await the.atDesk('Cleo Martin', '/console/tasks?view=mine', options);
      const { page } = cleo;
      await page.getByText('You hold no task').waitFor();
      await expectNoneSerious(page, 'an empty view');
      const none = { all: 0, mine: 0, unassigned: 0, dueSoon: 0, overdue: 0, matching: 0 };
      const allDone = await tellInstead(page, TASKS, (told) => ({ ...told, tasks: [], counts: none }));
      await page.goto(`${the.url}/console/tasks`);
      await page.getByText('All done').waitFor();
      await expectNoneSerious(page, 'all done');
      await allDone();
      const undelivered = {
        ...{ tenant: 'demo', id: 'one', type: 'refund.issued', timestamp: new Date().toISOString() },
        ...{ about: 'R7K-2MX', state: 'given_up', why: 'gone', tries: 3 },
      };
      const some = await tellInstead(page, '**/v1/notices', () => ({ notices: [undelivered] }));
      await page.goto(`${the.url}/console/notices`);
      await page.getByText('Given up, 3 tries').waitFor();
      await expectNoneSerious(page, 'a notice');
      await some();

      for (const [path, address, loading, wrong] of [
        ['/console/tasks', TASKS, 'Loading the tasks', 'The list cannot be shown.'],
        ['/console/tasks/bm9uZQ', TASK, 'Loading the task', 'The task cannot be shown.'],
        ['/console/notices', '**/v1/notices', 'Loading the notices', 'The notices cannot be shown.'],
      ] as const) {
        await page.route(address, () => new Promise(() => undefined));
        await page.goto(the.url + path);
        await page.getByText(loading, { exact: true }).waitFor();
        await expectNoneSerious(page, loading);
        await page.unroute(address);
        await page.route(address, (route) => route.abort());
        await page.goto(the.url + path);
        await page.getByText(wrong).waitFor();
        await expectNoneSerious(page, wrong);
        await page.unroute(address);
      }

      await page.route('**/console/session', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.fallback(),
      );
      for (const [seconds, words] of [
        [240, 'Not prolonged.'],
        [-1, 'Your session has ended.'],
      ] as const) {
        const expiresAt = new Date(Date.now() + seconds * 1_000).toISOString();
        const other = await tellInstead(page, '**/console/session', (session) => ({ ...session, expiresAt }));
        await page.goto(`${the.url}/console/notices`);
        await page.getByText(words).waitFor();
        await expectNoneSerious(page, words);
        await other();
      }
      await page.goto(`${the.url}/console/tasks`);
      await page.getByRole('row').first().waitFor();
      the.line.cut();
      await page.getByText(/Connection lost/).waitFor();
      await expectNoneSerious(page, 'a lost line');
      the.line.mend();
      await page.context().close();
    });
  });
});
