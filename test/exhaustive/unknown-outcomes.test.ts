import { describe, expect, test } from '@jest/globals';
import { useSkippedTime } from '../support/time.ts';
import { faultsOf, lastingTroubles, passingTroubles } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';
import { troubleStoryOn } from './trouble-story.ts';

const time = useSkippedTime();
const { customerWithPayment, entryFor, enterLane, told, asked, keysSent, ended, refundsOf, failSends } =
  laneOn(time);
const play = troubleStoryOn(time);

/** A part of the payment, so that what is left of it forbids no second refund. */
const PART = 1_000;

async function entered({ age = 0 } = {}) {
  const { customer, payment } = await customerWithPayment();
  const entry = await entryFor(payment, { amount: PART, age });
  return { payment, entry, enter: () => enterLane(customer, entry) };
}

describe('nobody knows whether a refund was made: one it is in the end, or a person’s task, and never “failed”', () => {
  test.each([...passingTroubles, ...lastingTroubles])('%s', async (_, trouble) => {
    const { payment, entry, enter } = await entered(trouble);
    const refund = {
      ...{ entry, enter, faults: faultsOf(trouble, payment) },
      isMade: async () => (await amountRefunded(payment)) === PART,
      keysSent: () => keysSent(payment),
    };
    const { answer, hasSentBy } = await play(trouble, refund, 'unknown_refund');
    const made = await refundsOf(payment);
    expect(made).toMatchObject([{ amount: PART, metadata: { tellerline_decision: entry.decision.id } }]);
    expect(answer).toMatchObject({ kind: 'done', made: { refund: made[0]?.id } });
    await hasSentBy('createRefund');
    expect(await asked(payment, 'GET')).not.toHaveLength(0);
  });
});

/** A refund that nobody finds for two minutes, with a person; by now Stripe would take it. */
async function withPerson() {
  const { payment, entry, enter } = await entered();
  const { id } = await failSends(payment);
  const lane = await enter();
  await time.environment().sleep('3m');
  const { id: task } = entry.decision;
  expect(await lane.query('tasks')).toMatchObject([{ task, reason: 'no_answer' }]);
  const sends = await keysSent(payment);
  await time.control('DELETE', `/faults/${id}`);
  return { payment, entry, lane, task, sends };
}

describe('a refund that nobody finds for two minutes is a person’s to decide', () => {
  test('who refuses: it is not sent again, and the intent hears it', async () => {
    const { payment, entry, lane, task, sends } = await withPerson();
    await lane.signal('decide', { task, verdict: 'refuse', version: 1, reason: 'paid in cash' });
    await ended(lane);
    expect(await keysSent(payment)).toEqual(sends);
    expect(await refundsOf(payment)).toHaveLength(0);
    expect(told(entry)).toEqual([
      { decision: task, kind: 'unknown' },
      { decision: task, kind: 'refused', reason: 'refused_by_support' },
    ]);
  });

  test('who approves: it is sent at once, under the same key', async () => {
    const { payment, entry, lane, task, sends } = await withPerson();
    await lane.signal('decide', { task, verdict: 'approve', version: 1, reason: 'still wanted' });
    await until('it is made', async () => (await refundsOf(payment)).length === 1);
    await ended(lane);
    const keys = await keysSent(payment);
    expect(keys).toHaveLength(sends.length + 1);
    expect(new Set(keys).size).toBe(1);
    expect(told(entry).at(-1)).toMatchObject({ kind: 'done' });
  });

  test('whose yes while Stripe cannot be read waits for a look, with pauses between them', async () => {
    const { payment, entry, enter } = await entered();
    const { id: sends } = await failSends(payment);
    const looks = { kind: 'status', status: 500, method: 'GET', path: '/v1/refunds', times: 'always' };
    const lane = await enter();
    await time.environment().sleep('3m');
    const { id } = await time.control<{ id: string }>('POST', '/faults', looks);
    const { id: task } = entry.decision;
    await lane.signal('decide', { task, verdict: 'approve', version: 1, reason: 'still wanted' });
    const before = (await asked(payment, 'GET')).length;
    await time.environment().sleep('10m');
    const looked = (await asked(payment, 'GET')).length - before;
    expect(looked).toBeGreaterThan(3);
    expect(looked).toBeLessThan(20);
    for (const fault of [sends, id]) await time.control('DELETE', `/faults/${fault}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });
});

/** What a payment's charge shows, since its refunds cannot be listed in every trouble. */
async function amountRefunded(payment: string): Promise<number | undefined> {
  const { latest_charge: charge } = await time
    .stripe()
    .paymentIntents.retrieve(payment, { expand: ['latest_charge'] });
  return typeof charge === 'object' ? charge?.amount_refunded : undefined;
}
