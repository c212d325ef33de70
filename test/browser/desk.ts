import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare const axe: { run(root: unknown, options: RunOptions): Promise<AxeResults> };
declare const document: unknown;

/** A member of staff at a browser of their own. */
export interface Seat {
  readonly page: Page;
  /** What the page complained of: scripts that failed, and what its policy forbade. */
  readonly complaints: readonly string[];
}

/** Opens a browser for somebody. Nothing that a page throws, or that its policy forbids, goes unnoticed. */
export async function seat(browser: Browser, options: BrowserContextOptions = {}): Promise<Seat> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  return { page, complaints };
}

/** Goes to a page of the console, and signs in at the embedded provider on the way. */
export async function signIn(page: Page, name: string, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
}

/** What axe finds that is serious or worse. The context has to bypass the policy, which keeps axe's script out as well. */
export async function expectNoneSerious(page: Page, state: string): Promise<void> {
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(
    ({ id, nodes }) => `${state}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found).toEqual([]);
}

/** Whether all of a page fits into its width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
}
