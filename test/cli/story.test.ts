import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { loadStory } from '../../src/cli/story.ts';
import { createSandbox, type Listening } from '../../src/sandbox/index.ts';

let folder = '';
let sandbox: Listening;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-story-'));
  sandbox = await createSandbox().listen(0);
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const url = () => `http://127.0.0.1:${sandbox.port}`;
const stripe = () =>
  new Stripe('sk_test_sandbox', {
    host: '127.0.0.1',
    port: sandbox.port,
    protocol: 'http',
    telemetry: false,
  });

test('the story has a payment in every state', async () => {
  await loadStory(url(), folder);
  const { data } = await stripe().paymentIntents.list({ limit: 100, expand: ['data.latest_charge'] });
  const states = data.map((intent) => {
    const charge = intent.latest_charge as Stripe.Charge | null;
    const marks = [
      charge?.disputed && 'disputed',
      charge?.amount_refunded && 'refunded',
      !intent.customer && 'guest',
    ];
    return [intent.amount, intent.status, ...marks.filter(Boolean)].join(' ');
  });
  expect(states.sort()).toEqual([
    '1200 requires_payment_method',
    '1200 succeeded',
    '1500 succeeded',
    '1600 succeeded',
    '1800 requires_payment_method',
    '2000 succeeded',
    '2400 requires_capture',
    '2700 requires_action',
    '3000 succeeded',
    '3000 succeeded',
    '3300 succeeded guest',
    '35000 succeeded',
    '3600 succeeded',
    '4250 succeeded',
    '4800 succeeded',
    '5500 succeeded',
    '5800 succeeded',
    '6400 succeeded disputed',
    '6500 succeeded refunded',
    '7500 processing',
    '8900 succeeded disputed',
  ]);
});

test('it is told once, and told again after half of it changes nothing', async () => {
  const first = await loadStory(url(), folder);
  expect(await loadStory(url(), folder)).toEqual(first);
  rmSync(join(folder, 'story.json'));
  expect(await loadStory(url(), folder)).toEqual(first);
  // One more is of a renewal that failed, which nobody would tell to be known by.
  expect((await stripe().paymentIntents.list({ limit: 100 })).data).toHaveLength(first.rows.length + 1);
});

test('the story has a subscription that goes on, and one that is past due', async () => {
  await loadStory(url(), folder);
  const { data } = await stripe().subscriptions.list({ status: 'all' });
  expect(data.map(({ status }) => status).sort()).toEqual(['active', 'past_due']);
});
