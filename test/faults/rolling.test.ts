import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { DEMO_KEY } from '../../src/platform/first-start.ts';
import { chanceOf, seedOf } from './chance.ts';
import { wrongEffects } from './checker.ts';
import { isSmall, report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';
import { serveCallers } from './storm.ts';
import type { Payer } from './stripe-side.ts';

const callers = isSmall ? 60 : 200;

let rig: Rig;
beforeAll(async () => {
  rig = await buildRig({ apis: 2 });
}, 300_000);
afterAll(() => rig.end(), 60_000);

test('workers and APIs are restarted one after the other under load, and no request fails', async () => {
  const load = { callers, atOnce: 8, mostSpeakMilliseconds: 1_500, faulty: 0, faults: [] };
  const chance = chanceOf(seedOf('Rolling restart'));
  let isServed = false;
  const served = serveCallers(rig, { ...load, chance }).finally(() => {
    isServed = true;
  });
  const ends: string[] = [];
  for (const part of [...rig.workers, ...rig.apis]) {
    ends.push(await part.stop());
    await part.start();
  }
  expect(isServed).toBe(false);
  const aftermath = await served;
  const { recording, lastReplies } = aftermath;

  report('rolling restart', {
    restarts: ends.length,
    callers,
    replies: recording.replies.length,
    'failed requests': recording.unanswered + recording.tooLate + recording.problems.length,
    'said again (503)': recording.notHeard,
    'went to the other API': recording.refused,
  });
  expect(ends).toEqual(Array(4).fill('exit code 0'));
  expect(recording).toMatchObject({ unanswered: 0, tooLate: 0, problems: [] });
  expect(lastReplies).toHaveLength(callers);
  expect(wrongEffects(aftermath, await rig.stripe.refunds())).toEqual([]);
}, 240_000);

test('who waits for a reply when an API closes is told how it stands, on a connection that closes', async () => {
  const payer = await rig.stripe.payer(500_00);
  const url = rig.urls[0] ?? '';
  const held = await aboveTheCap(url, payer);
  const wait = ask(url, `/v1/intents/${held.intentId}?turn=${held.turn + 1}&wait=20`);
  const stopped = rig.apis[0]?.stop();
  const response = await wait;
  expect(response.status).toBe(200);
  expect(response.headers.get('Connection')).toBe('close');
  expect(await response.json()).toMatchObject({ status: 'with_support', turn: held.turn });
  expect(await stopped).toBe('exit code 0');
  await rig.apis[0]?.start();
});

function ask(url: string, path: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${DEMO_KEY}` } });
}

/** A refund that a person has to decide. */
async function aboveTheCap(url: string, payer: Payer): Promise<Reply> {
  const agent = persistentAgent([url], newRecording());
  const body = { intent: 'refund', caller: { email: payer.email } };
  const first = await agent.owed(await agent.start(randomUUID(), body));
  const second = await agent.owed(await agent.answer(first, { identity: payer.identity }));
  const third = await agent.owed(await agent.answer(second, { confirm: true }));
  expect(third.status).toBe('with_support');
  return third;
}
