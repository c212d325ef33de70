import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';

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

/**
 * What axe finds that is serious or worse, in the light and in the dark. The context has to bypass the policy, which keeps
 * axe's script out as well.
 */
export async function expectNoneSerious(page: Page, state: string): Promise<void> {
  const found: string[] = [];
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ path: axePath });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    for (const { impact, id, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(
          `${state} (${colorScheme}): ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        );
  }
  expect(found).toEqual([]);
}

/** Has a page told something else than the API tells it, at addresses like that; until what is returned is called. */
export async function tellInstead(
  page: Page,
  address: string | RegExp,
  change: (told: Record<string, unknown>) => object,
): Promise<() => Promise<void>> {
  const instead = async (route: Route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Record<string, unknown>) });
  };
  await page.route(address, instead);
  return () => page.unroute(address, instead);
}

/** Whether all of a page fits into its width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
}
