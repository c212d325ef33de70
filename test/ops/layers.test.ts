import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { fromRoot } from '../cli/run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellerline-layers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const value = (from: string) => `import { thing } from '${from}';\nexport const used = thing;\n`;
const type = (from: string) => `import type { Thing } from '${from}';\nexport type Used = Thing;\n`;

// Who may import whom, as DESIGN.md says: [layer's file, what it imports, whether it may].
const imports: [file: string, text: string, allowed: boolean][] = [
  ['domain/a.ts', value('./b.ts'), true],
  ['domain/a.ts', value('node:crypto'), false],
  ['domain/a.ts', value('zod'), false],
  ['domain/a.ts', type('../contracts/reply.ts'), false],
  ['contracts/a.ts', value('../domain/money.ts'), true],
  ['contracts/a.ts', value('zod'), true],
  ['contracts/a.ts', value('../platform/log.ts'), false],
  ['speech/en/a.ts', value('../../domain/money.ts'), true],
  ['speech/a.ts', type('../contracts/reply.ts'), true],
  ['speech/a.ts', value('../workflows/messages.ts'), false],
  ['speech/a.ts', type('../api/app.ts'), false],
  ['workflows/a.ts', value('@temporalio/workflow'), true],
  ['workflows/stage/a.ts', value('../../speech/index.ts'), true],
  ['workflows/a.ts', type('../activities/index.ts'), true],
  ['workflows/a.ts', value('../activities/index.ts'), false],
  ['workflows/a.ts', value('../contracts/reply.ts'), false],
  ['workflows/a.ts', value('node:crypto'), false],
  ['workflows/a.ts', type('stripe'), false],
  ['workflows/stage/a.ts', value('../../stripe/client.ts'), false],
  ['activities/a.ts', value('../stripe/client.ts'), true],
  ['activities/a.ts', value('../workflows/messages.ts'), true],
  ['activities/messengers/a.ts', value('nodemailer'), true],
  ['api/a.ts', value('nodemailer'), false],
  ['workflows/a.ts', value('twilio'), false],
  ['activities/a.ts', value('../workflows/refund.ts'), false],
  ['activities/a.ts', value('../platform/settings.ts'), false],
  ['activities/a.ts', value('../api/app.ts'), false],
  ['stripe/a.ts', value('stripe'), true],
  ['stripe/a.ts', value('../domain/money.ts'), true],
  ['stripe/a.ts', value('../activities/index.ts'), false],
  ['sandbox/a.ts', value('express'), true],
  ['sandbox/wire/a.ts', value('../store.ts'), true],
  ['sandbox/resources/a.ts', value('../webhooks/deliveries.ts'), true],
  ['sandbox/a.ts', type('stripe'), true],
  ['sandbox/a.ts', value('stripe'), false],
  ['sandbox/a.ts', value('../domain/money.ts'), false],
  ['sandbox/wire/a.ts', type('../../domain/money.ts'), false],
  ['api/a.ts', value('../workflows/messages.ts'), true],
  ['api/routes/a.ts', value('../../platform/log.ts'), true],
  ['api/a.ts', type('../workflows/refund.ts'), true],
  ['api/a.ts', value('../workflows/refund.ts'), false],
  ['api/a.ts', value('../activities/index.ts'), false],
  ['api/a.ts', value('../stripe/client.ts'), false],
  ['api/a.ts', value('stripe'), false],
  ['api/a.ts', value('@temporalio/worker'), false],
  ['console/queue/a.ts', value('../../contracts/task.ts'), true],
  ['console/queue/a.ts', value('../shell/sheet.tsx'), true],
  ['console/a.ts', value('react'), true],
  ['console/queue/a.ts', type('../../domain/money.ts'), false],
  ['console/api/a.ts', value('../../api/app.ts'), false],
  ['console/a.ts', value('../api/app.ts'), false],
  ['console/a.ts', value('node:fs'), false],
  ['console/a.ts', value('lodash'), false],
  ['platform/a.ts', value('node:fs/promises'), true],
  ['platform/a.ts', value('../domain/money.ts'), true],
  ['platform/a.ts', value('../workflows/messages.ts'), false],
  ['platform/a.ts', value('../api/app.ts'), false],
];

test('each breach of the layers is found by the lint step, and nothing that is allowed', () => {
  cpSync(fromRoot('.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const planted = imports.map(([file, text, allowed], index) => {
    const path = `src/${file.replace('a.ts', `planted-${index}.ts`)}`;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return { path, text, allowed };
  });
  const found = lint();
  const judged = planted.map(({ path, text }) => [path, text, !found.includes(path)]);
  expect(judged).toEqual(planted.map(({ path, text, allowed }) => [path, text, allowed]));
});

/** The files that the lint step finds a forbidden import in. */
function lint(): string[] {
  const run = () => {
    try {
      return execFileSync(fromRoot('node_modules/.bin/oxlint'), ['--format', 'json', 'src'], { cwd: folder });
    } catch (error) {
      return (error as { stdout: Buffer }).stdout;
    }
  };
  const { diagnostics } = JSON.parse(run().toString()) as {
    diagnostics: { code: string; filename: string }[];
  };
  return diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename }) => filename);
}
