import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isSmall, report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';
import { nothingUnderWay, workerOfIntent } from './whereabouts.ts';

/** Ours and, beside it, Temporal's own defaults: a figure, which the small size does without. */
const rigs = {
  'time-outs of a telephone': {},
  'Temporal’s defaults': { worker: ['worker', 'default-time-outs'], api: ['api'] },
};
const names = Object.keys(rigs) as (keyof typeof rigs)[];

/**
 * Seconds that the next turn takes after the worker died that had the Workflow in its memory: while the caller spoke, or
 * in the instant of the question, when what the answer needs is still being read by that worker.
 */
async function nextTurnAfterDeath(rig: Rig, { midRead }: { midRead: boolean }): Promise<number> {
  const payer = await rig.stripe.payer();
  const agent = persistentAgent(rig.urls, newRecording());
  if (midRead) await rig.stripe.slowToFind(payer);
  const body = { intent: 'refund', caller: { email: payer.email } };
  const first = await agent.owed(await agent.start(randomUUID(), body));
  if (!midRead) await nothingUnderWay(rig, first.intentId);
  const worker = await workerOfIntent(rig, first.intentId);
  await worker.kill();
  const began = performance.now();
  const second = await agent.owed(await agent.answer(first, { identity: payer.identity }));
  const seconds = (performance.now() - began) / 1_000;
  expect(second.expects?.kind).toBe('confirmation');
  await worker.start();
  return seconds;
}

async function measure(rig: Rig, name: string, of: { midRead: boolean; times: number }): Promise<number> {
  const waits: number[] = [];
  while (waits.length < of.times) waits.push(await nextTurnAfterDeath(rig, of));
  waits.sort((one, other) => one - other);
  const longest = waits.at(-1) ?? 0;
  report(`next turn after a worker's death, ${name}`, {
    'median (s)': (waits[Math.floor(waits.length / 2)] ?? 0).toFixed(1),
    'longest (s)': longest.toFixed(1),
    deaths: of.times,
  });
  return longest;
}

test.each(isSmall ? names.slice(0, 1) : names)(
  'the next turn after the death of the worker that had the Workflow: %s',
  async (name) => {
    const isOurs = name === 'time-outs of a telephone';
    const rig = await buildRig(rigs[name]);
    try {
      const times = isSmall ? 2 : isOurs ? 10 : 3;
      const longest = await measure(rig, name, { midRead: false, times });
      if (!isOurs) return;
      expect(longest).toBeLessThan(3);
      const reading = await measure(rig, 'which was reading', { midRead: true, times: isSmall ? 1 : 3 });
      expect(reading).toBeLessThan(3);
    } finally {
      await rig.end();
    }
  },
  240_000,
);
