import { describe, expect, test } from '@jest/globals';
import { pay } from '../sandbox/sandbox.ts';
import { leave, rowOf, useConsole } from './console.ts';
import type { Seat } from './desk.ts';

const INJECTED = '<img src=x onerror=alert(1)>';
const the = useConsole();

/** Opens the review of an approval by its letter, and sends it. */
async function approve({ page }: Seat, reason: string): Promise<void> {
  await page.keyboard.press('a');
  await page.getByLabel('Reason').fill(reason);
  await page.keyboard.press('Control+Enter');
}

/** Has the next decision arrive, and its answer get lost. */
async function loseAnswer({ page }: Seat): Promise<void> {
  await page.route(
    '**/decision',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

describe('a decision at the console', () => {
  test('takes keys alone from the sign-in to a refund, of which the caller is told', async () => {
    const held = await the.askRefund({ amount: 420_00 });
    const ana = await the.sit();
    const { page } = ana;
    const { keyboard } = page;
    await page.goto(`${the.url}/console/tasks?q=${held.reference}`);
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
    expect((await the.agent.look(held.intentId)).body.status).toBe('with_support');
    await keyboard.press('Control+Enter');
    await page.getByText('Your decision is taken').waitFor();

    const told = await the.agent.afterSupport(held);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 420_00 } } } });
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await leave(ana);
  });

  test('tells the second of two people who was first, and when, and keeps their words', async () => {
    const held = await the.askRefund();
    const [ana, ben] = [await the.atDesk('Ana Reyes'), await the.atDesk('Ben Okafor')];
    await the.open(ben, held);
    await the.open(ana, held);
    await ben.page.keyboard.press('a');
    await ben.page.getByLabel('Reason').fill('Seems fair to me');
    await ana.page.getByText('Ben Okafor is writing').waitFor();
    await ana.page.getByText(/Ben Okafor is on it since/).waitFor();
    expect(await ana.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);

    await ana.page.keyboard.press('t');
    await ana.page.getByLabel('Why').fill('Ben has gone to lunch');
    await ana.page.keyboard.press('Control+Enter');
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
    await approve(ana, 'The lamp was broken');
    await ana.page.getByText('Your decision is taken').waitFor();

    await ben.page.keyboard.press('Control+Enter');
    await ben.page.getByText(/It was approved by Ana Reyes at \d\d:\d\d\. Nothing was changed\./).waitFor();
    expect(await ben.page.getByLabel('Reason').inputValue()).toBe('Seems fair to me');
    await ben.page.keyboard.press('Escape');
    await ben.page.getByText(/This was approved by Ana Reyes at/).waitFor();
    expect(await ben.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);
    await Promise.all([leave(ana), leave(ben)]);
  });

  test('moves a large amount once two different people have approved it', async () => {
    const held = await the.askRefund({ amount: 1_300_00 });
    const cleo = await the.atDesk('Cleo Martin');
    await the.open(cleo, held);
    await approve(cleo, 'It was never delivered');
    await cleo.page.getByText(/1 of 2\. Nothing moves/).waitFor();
    await cleo.page.getByRole('button', { name: 'Stay here' }).click();
    await cleo.page.getByText(/second approval has to come from somebody else/).waitFor();
    expect(await cleo.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);

    const ana = await the.atDesk('Ana Reyes');
    await the.open(ana, held);
    await ana.page.getByText(/Cleo Martin, .* It was never delivered/).waitFor();
    await approve(ana, 'I looked it up as well');
    await ana.page.getByText('Your decision is taken').waitFor();
    const told = await the.agent.afterSupport(held);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 1_300_00 } } } });
    await Promise.all([leave(ana), leave(cleo)]);
  });

  test('hands a task on: to a colleague, who may not decide that much, and on to the other queue', async () => {
    const held = await the.askRefund({ amount: 600_00 });
    const [ana, ben] = [
      await the.atDesk('Ana Reyes'),
      await the.atDesk('Ben Okafor', '/console/tasks?view=mine'),
    ];
    await ben.page.getByText('You hold no task').waitFor();
    await the.open(ana, held);
    await ana.page.keyboard.press('g');
    await ana.page.getByRole('button', { name: /Colleague/ }).click();
    await ana.page.getByRole('option', { name: /Ben Okafor/ }).click();
    await ana.page.getByRole('button', { name: 'Assign' }).click();
    await ana.page.getByText(/Ben Okafor is on it since/).waitFor();

    await rowOf(ben.page, held).click();
    await ben.page.getByText(/above what you may approve alone/).waitFor();
    expect(await ben.page.getByRole('button', { name: /^Approve A/ }).isDisabled()).toBe(true);
    // Sent, and its answer lost: the same words count once, also from a page that was loaded anew.
    await loseAnswer(ben);
    await ben.page.keyboard.press('w');
    await ben.page.getByLabel('What is written to the caller').fill('Could you send us a photo?');
    await ben.page.keyboard.press('Control+Enter');
    await ben.page.getByText(/not known whether it arrived/).waitFor();
    await ben.page.reload();
    await ben.page.getByText('You are on it.').waitFor();
    await ben.page.keyboard.press('w');
    await ben.page.keyboard.press('Control+Enter');
    await ben.page.getByText(/on their way to the caller/).waitFor();
    await ben.page.keyboard.press('Enter');
    await ben.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ben.page.getByText('Wrote to the caller', { exact: true }).count()).toBe(1);
    await ben.page.keyboard.press('h');
    await ben.page.getByText('Escalation', { exact: true }).waitFor();
    await ana.page.getByText('Nobody is on it.').waitFor();
    await Promise.all([leave(ana), leave(ben)]);
  });

  test('shows a customer’s name, their words and a note as text, whatever they hold', async () => {
    const held = await the.askRefund({ name: INJECTED, reason: `Broken ${INJECTED}` });
    const ana = await the.atDesk('Ana Reyes');
    const { page } = ana;
    await the.open(ana, held);
    await page.getByText(`${INJECTED} cus_`).waitFor();
    expect(await page.locator('img').count()).toBe(0);
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
    const customer = await the.stripe.customers.create({ email: 'name@example.com', name: INJECTED });
    const payment = await pay(the.stripe, { amount: 61_00, customer: customer.id });
    await the.chargeBack(payment.id);
    await page.goto(`${the.url}/console/tasks?kind=resolve_dispute&q=${payment.id}`);
    await page.getByRole('row', { name: /USD 61\.00/ }).click();
    await page.getByRole('heading', { name: 'To decide' }).waitFor();
    expect(await page.getByText(INJECTED).count()).toBeGreaterThan(0);
    expect(await page.locator('img').count()).toBe(0);
    await leave(ana);
  });

  test('never shows as done what was changed after an answer that was lost', async () => {
    const held = await the.askRefund({ amount: 300_00 });
    const ana = await the.atDesk('Ana Reyes');
    const { page } = ana;
    await the.open(ana, held);
    await loseAnswer(ana);
    await page.keyboard.press('l');
    await page.getByLabel(/Amount in USD/).fill('100.00');
    await page.getByLabel('Reason').fill('Half of it was used');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/not known whether it arrived/).waitFor();
    await page.getByLabel(/Amount in USD/).fill('90.00');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/It was approved by Ana Reyes at \d\d:\d\d\. Nothing was changed\./).waitFor();
    const told = await the.agent.afterSupport(held);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 100_00 } } } });
    await leave(ana);
  });

  test('takes a claim back that somebody else has won, and says who', async () => {
    const held = await the.askRefund();
    const [ana, ben] = [await the.atDesk('Ana Reyes'), await the.atDesk('Ben Okafor')];
    await the.open(ana, held);
    await the.open(ben, held);
    // Also at a page that is opened later, where nobody has moved since.
    const later = await ana.page.context().newPage();
    await later.goto(`${the.url}/console/tasks?q=${held.reference}`);
    await later.getByText('Ben Okafor is reading').waitFor();

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
});
