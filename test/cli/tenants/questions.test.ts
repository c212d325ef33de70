import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { endPrograms, fromRoot, launch, nodeArguments } from '../run-program.ts';

// Each is several processes, one after the other.
jest.setTimeout(120_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-questions-'));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

/** A terminal is what a pipe is not: `script` of util-linux makes one. */
const here = existsSync('/usr/bin/script') ? test : test.skip;

function addAtTerminal() {
  const quoted = [process.execPath, ...nodeArguments({ file: 'src/cli/tenants.ts' }), 'add'].map(
    (word) => `'${word}'`,
  );
  const program = launch('/usr/bin/script', ['-qefc', quoted.join(' '), '/dev/null'], {
    TELLERLINE_DATA: folder,
    PWD: fromRoot('.'),
  });
  async function answer(question: string, said: string): Promise<void> {
    const asked = () => program.output().split(question).length;
    await until(`it asks ${question}`, () => asked() > (seen.get(question) ?? 1));
    seen.set(question, asked());
    program.process.stdin?.write(`${said}\r`);
  }
  const seen = new Map<string, number>();
  return { ...program, answer };
}

here(
  'what is not said is asked for until it can be read, and a secret is not shown while it is typed',
  async () => {
    const { answer, ended, output } = addAtTerminal();
    await answer('Tenant id', 'No Id');
    await answer('Tenant id', 'acme');
    await answer('(empty: the sandbox)', 'sk_canary');
    await answer('(empty: the sandbox)', '');
    await answer('(empty: connect makes one)', 'whsec_canary');
    await answer('Languages, the default first [en-US]', 'de');
    await answer('Time zone [UTC]', 'Mars/Olympus');
    await answer('Time zone [UTC]', '');
    await answer('(empty: the defaults)', '');
    const { code } = await ended;
    expect({ code, output: output() }).toMatchObject({ code: 0 });
    expect(output()).toContain('A Stripe key is sk_test_…');
    expect(output()).toContain('Added acme: de; UTC.');
    expect(output()).not.toContain('canary');
    expect(readFileSync(join(folder, 'tenants.json'), 'utf8')).not.toContain('canary');
  },
);

here('Ctrl-C keeps nothing', async () => {
  const { answer, ended, output } = addAtTerminal();
  await answer('Tenant id', 'acme');
  await answer('(empty: the sandbox)', '\u0003');
  expect((await ended).code).toBe(1);
  expect(output()).toContain('Nothing was kept.');
  expect(existsSync(join(folder, 'tenants.json'))).toBe(false);
});
