import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser, as installed on this machine. Without one these tests fail, since they would prove nothing. */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM_PATH'], ...usual].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined)
    throw new Error(
      'No Chromium here. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to it.',
    );
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}
