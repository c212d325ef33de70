import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Reply } from '../../src/contracts/reply.ts';
import { connect } from '../sandbox/sandbox.ts';
import { type Agent, agentOf } from '../support/agent.ts';
import { until } from '../support/until.ts';
import { launchChromium } from './chromium.ts';
import { type Embedded, embedded } from './embedded.ts';

let app: Embedded;
let agent: Agent;
let browser: Browser;

beforeAll(async () => {
  app = await embedded();
  browser = await launchChromium();
  await app.start();
  agent = agentOf(`http://127.0.0.1:${app.ports.API}`, 'demo-key');
});

afterAll(async () => {
  await browser.close();
  app.clear();
});

async function refund(caller: object, identity: object): Promise<Reply> {
  const first = await agent.begin('a-call', { intent: 'refund', caller }, { key: JSON.stringify(identity) });
  return agent.answer(await agent.answer(first, { identity }), { confirm: true });
}

describe('the embedded default', () => {
  let held: Reply;

  test('pays a caller back, with exactly one refund at Stripe that carries our metadata', async () => {
    const done = await refund({ phone: '+14155550101' }, { last4: '4242', amount: '42.50' });
    expect(done).toMatchObject({ status: 'done', outcome: 'completed' });
    const stripe = connect(app.ports.SANDBOX, 'sk_test_sandbox');
    const refunds = await stripe.refunds.list({ limit: 100 });
    const ours = refunds.data.filter(({ metadata }) => metadata?.['tellerline_decision'] !== undefined);
    expect(ours).toMatchObject([{ amount: 4_250, metadata: { tellerline_reference: done.reference } }]);
  });

  test('shows in the Temporal UI, in clear words, who waits for what', async () => {
    held = await refund({ email: 'carla@example.com' }, { last4: '4242', amount: '350' });
    expect(held).toMatchObject({ status: 'with_support' });
    const page = await browser.newPage({ viewport: { width: 1_400, height: 1_000 } });
    const workflow = encodeURIComponent(`intent/demo/${held.intentId}`);
    await page.goto(`http://localhost:${app.ports.TEMPORAL_UI}/namespaces/default/workflows/${workflow}`);
    await page.getByText('User Metadata').click();
    // The UI renders Markdown in frames of its own.
    let shown = '';
    await until('the current details are shown', async () => {
      const frames = await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()));
      shown = frames.join('\n');
      return shown.includes('Waiting for a person to decide');
    });
    expect(shown).toContain(`Refund · ${held.reference}`);
    expect(shown).toContain('Refund 350.00 USD of pi_');
    expect(shown).toContain('A colleague has to decide on this one because of the amount');
    await page.close();
  });

  test('keeps none of the caller’s words, email or name in Temporal’s file or in the logs', () => {
    const { folder } = app;
    const logs = join(folder, 'logs');
    const files = [...readdirSync(folder), ...readdirSync(logs).map((file) => join('logs', file))];
    const written = files.filter((file) => /^temporal\.db|\.log$/.test(file));
    expect(written.length).toBeGreaterThan(3);
    for (const file of written) {
      const bytes = readFileSync(join(folder, file));
      for (const secret of [
        'carla@example.com',
        'Carla Cruz',
        '4155550101',
        '42 dollars',
        'a-call',
        'demo-key',
      ])
        expect([file, secret, bytes.includes(secret)]).toEqual([file, secret, false]);
    }
  });

  test('is stopped by Ctrl-C, and finds every call and every refund as it was', async () => {
    await app.stop();
    await app.start();
    const found = await agent.look(held.intentId);
    expect(found).toMatchObject({ status: 200, body: { status: 'with_support', reference: held.reference } });
    const again = await agent.begin('another-call', { intent: 'refund', caller: { phone: '+14155550101' } });
    const told = await agent.answer(again, { identity: { last4: '4242', amount: '42.50' } });
    expect(told).toMatchObject({ outcome: 'declined', facts: { reason: 'already_refunded' } });
    await app.stop();
  });
});
