import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { useSkippedTime } from '../support/time.ts';
import { faultsOf, lastingTroubles, passingTroubles } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';

const time = useSkippedTime();
const { customerWithPayment, entryFor, enterLane, told, asked, keysSent, ended, refundsOf, failSends } =
  laneOn(time);

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
    const ordered = faultsOf(trouble, payment).map((fault) =>
      time.control<{ id: string }>('POST', '/faults', fault),
    );
    const faults = await Promise.all(ordered);
    const lane = await enter();
    if (trouble.mendedAfter !== undefined) {
      await until('it was sent', async () => (await keysSent(payment)).length > 0);
      await time.environment().sleep(trouble.mendedAfter);
      expect(await amountRefunded(payment)).toBe(trouble.made ? PART : 0);
      expect(told(entry)).toEqual([{ decision: entry.decision.id, kind: 'unknown' }]);
      if (trouble.clock !== undefined) await time.control('POST', '/clock', { advance: trouble.clock });
      for (const { id } of faults) await time.control('DELETE', `/faults/${id}`);
    }
    if (trouble.person !== undefined) {
      await time.environment().sleep('20m');
      const { id: task } = entry.decision;
      expect(await lane.query('tasks')).toMatchObject([{ task, reason: trouble.person }]);
      expect(await amountRefunded(payment)).toBe(0);
      const [shown] = await lane.query<{ version: number }[]>('tasks');
      const yes = { task, verdict: 'approve', version: shown?.version, reason: 'looked at it' };
      await lane.signal('decide', yes);
    }
    await ended(lane);

    const made = await refundsOf(payment);
    expect(made).toMatchObject([{ amount: PART, metadata: { tellerline_decision: entry.decision.id } }]);
    const answers = told(entry);
    expect(answers.at(-1)).toMatchObject({ kind: 'done', made: { refund: made[0]?.id } });
    expect(answers.slice(0, -1).filter(({ kind }) => kind !== 'unknown')).toEqual([]);
    // Neither the engine nor Stripe’s client repeats a send by itself, but for a connection that was closed.
    const sends = await activities(lane, 'createRefund');
    expect(await keysSent(payment)).toHaveLength(sends + (trouble.repeatedByClient ?? 0));
    expect(await activities(lane, 'listRefunds')).toBeGreaterThan(0);
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

/** How often the lane had something done. */
async function activities(lane: WorkflowHandle, name: string): Promise<number> {
  const { events } = await lane.fetchHistory();
  const scheduled = (events ?? []).map(
    ({ activityTaskScheduledEventAttributes: of }) => of?.activityType?.name,
  );
  return scheduled.filter((one) => one === name).length;
}
