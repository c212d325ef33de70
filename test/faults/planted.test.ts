import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { chanceOf, seedOf } from './chance.ts';
import { madeTwice } from './checker.ts';
import { report } from './figures.ts';
import { startKilling } from './killing.ts';
import { buildRig } from './rig.ts';
import { lostAnswers, serveCallers, tooLate } from './storm.ts';

/** A minute is more than enough, but on a machine that is busy with other things. */
const LIMIT_SECONDS = 180;

// A rig that cannot show a double refund proves nothing by showing none.
test.each([
  // What was looked for and not found comes true later: under another key it is another refund.
  ['key-per-attempt', [tooLate]],
  ['no-look-up', lostAnswers],
] as const)(
  'the planted bug %s makes double refunds, and is seen',
  async (bug, faults) => {
    const seed = seedOf(bug);
    const rig = await buildRig({ apis: 2, worker: ['worker', bug] });
    const over = new AbortController();
    const killing = startKilling(rig, chanceOf(seed + 1), { everyMilliseconds: 4_000, most: 6 });
    const served = serveCallers(rig, {
      ...{ callers: 300, atOnce: 24, mostSpeakMilliseconds: 200, faulty: 1, faults },
      ...{ chance: chanceOf(seed), over: over.signal },
    }).catch(() => undefined);
    const began = Date.now();
    let doubles: string[] = [];
    const seen = async () => {
      doubles = madeTwice(await rig.stripe.refunds());
      return doubles.length > 0;
    };
    try {
      await until(`${bug} makes a double refund`, seen, LIMIT_SECONDS);
      const seconds = Math.round((Date.now() - began) / 1_000);
      report(`planted bug ${bug}`, { 'double refunds': doubles.length, 'first seen after (s)': seconds });
      expect(doubles).not.toEqual([]);
    } finally {
      over.abort();
      await served;
      await killing.stop();
      await rig.end();
    }
  },
  300_000,
);
