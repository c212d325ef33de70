import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chanceOf, seedOf } from './chance.ts';
import { wrongEffects } from './checker.ts';
import { isSmall, report } from './figures.ts';
import { type Kills, startKilling } from './killing.ts';
import { allLanesClosed, noWriteUnderWay } from './quiet.ts';
import { buildRig, type Rig } from './rig.ts';
import { type Aftermath, longFault, serveCallers, shortFaults } from './storm.ts';

const { pace, ...size } = isSmall
  ? {
      pace: { everyMilliseconds: 1_500, most: 10 },
      callers: 40,
      atOnce: 16,
      mostSpeakMilliseconds: 1_000,
      faulty: 0.2,
      faults: shortFaults,
    }
  : {
      pace: { everyMilliseconds: 2_000 },
      callers: 300,
      atOnce: 16,
      mostSpeakMilliseconds: 2_000,
      faulty: 0.2,
      faults: [...shortFaults, longFault],
    };

let rig: Rig;
beforeAll(async () => {
  rig = await buildRig({ apis: 2 });
}, 300_000);
afterAll(() => rig.end(), 60_000);

test('under random kill -9 and faulty answers every caller hears the truth, and each decision is made once', async () => {
  const seed = seedOf('Storm');
  const began = Date.now();
  const killing = startKilling(rig, chanceOf(seed + 1), pace);
  let aftermath: Aftermath;
  let kills: Kills | undefined;
  try {
    aftermath = await serveCallers(rig, { ...size, chance: chanceOf(seed) });
  } finally {
    kills = await killing.stop();
    report('kills of the storm', { ...kills });
  }
  const seconds = Math.round((Date.now() - began) / 1_000);
  const { recording, lastReplies } = aftermath;

  await noWriteUnderWay(rig);
  const wrong = wrongEffects(aftermath, await rig.stripe.refunds());
  if (!isSmall) await allLanesClosed(rig, 180);
  const refunds = await rig.stripe.refunds();
  const wrongLater = wrongEffects(aftermath, refunds);

  const outcomes = new Map<string, number>();
  for (const { outcome = 'with a person' } of lastReplies)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const spoilt = await rig.stripe.spoilt();
  report('storm', {
    callers: size.callers,
    seconds,
    ...Object.fromEntries(outcomes),
    refunds: refunds.length,
    'spoilt requests': spoilt,
    'sent again': recording.refused + recording.unanswered + recording.notHeard,
    'too late (409)': recording.tooLate,
    'wrong effects': wrong.length + wrongLater.length,
  });
  expect([...wrong, ...wrongLater]).toEqual([]);
  expect(recording.problems).toEqual([]);
  expect(lastReplies).toHaveLength(size.callers);

  // A storm in which nothing happened would be no storm.
  for (const number of Object.values(kills)) expect(number).toBeGreaterThan(0);
  expect(spoilt).toBeGreaterThan(0);
  expect(refunds.length).toBeGreaterThanOrEqual(size.callers / 2);
  expect(outcomes.get('completed')).toBeGreaterThanOrEqual(size.callers / 2);
}, 900_000);
