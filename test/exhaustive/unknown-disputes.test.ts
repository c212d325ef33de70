import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import type { DisputeAct } from '../../src/domain/dispute.ts';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { answer } from '../domain/disputes.ts';
import { pay } from '../sandbox/sandbox.ts';
import { useSkippedTime } from '../support/time.ts';
import { faultsAt, lastingTroubles, passingTroubles, type Trouble } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';
import { once } from './size.ts';
import { troubleStoryOn } from './trouble-story.ts';

const time = useSkippedTime();
const { enterLane, told, ended } = laneOn(time);
const play = troubleStoryOn(time);

const evidence = { uncategorized_text: 'It was delivered, and signed for.' };
const acts = {
  stage: { kind: 'stage', evidence },
  submit: { kind: 'submit', evidence, status: 'needs_response' },
  accept: { kind: 'accept', status: 'needs_response' },
} satisfies Record<string, DisputeAct>;

const always500: Trouble = {
  made: false,
  spoils: [{ kind: 'status', status: 500, when: 'before', times: 'always' }],
};

/** An answer that is decided and not handed over yet, and all that a test needs to see what becomes of it. */
async function decided(act: DisputeAct, trouble: Trouble = always500) {
  const stripe = time.stripe();
  const { id: customer } = await stripe.customers.create({ email: `${randomUUID()}@example.com` });
  const { id: payment } = await pay(stripe, { customer });
  const { id: dispute } = await time.control<Stripe.Dispute>('POST', '/disputes', {
    payment_intent: payment,
  });
  const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  const entry: LaneEntry<'dispute'> = {
    write: 'dispute',
    decision: answer(act, { id: randomUUID(), dispute, payment, decidedAt: now - (trouble.age ?? 0) }),
    policy: {},
    replyTo: `dispute/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
    language: 'en-US',
  };
  const path = `/v1/disputes/${dispute}`;
  const sends = act.kind === 'accept' ? `${path}/close` : path;
  /** By a list, which no fault strikes. */
  const found = async () => (await stripe.disputes.list({ payment_intent: payment })).data[0];
  return {
    entry,
    enter: () => enterLane(customer, entry),
    // The lane reads the dispute once before it sends.
    faults: faultsAt(trouble, {
      sends: { method: 'POST', path: sends },
      looks: { method: 'GET', path, skip: 1 },
    }),
    isMade: async () => {
      const of = await found();
      if (act.kind === 'accept') return of?.status === 'lost';
      return of?.metadata['tellerline_decision'] === entry.decision.id;
    },
    submissions: async () => (await found())?.evidence_details.submission_count,
    keysSent: async () => {
      const journal = `/journal?method=POST&path=${sends}`;
      const { data } = await time.control<{ data: { idempotencyKey: string }[] }>('GET', journal);
      return data.map(({ idempotencyKey }) => idempotencyKey);
    },
  };
}

const all = [...passingTroubles, ...lastingTroubles];
// A draft that a key may not stage is given up at once.
const ofDraft = all.filter(([, { person }]) => person !== 'no_access');

describe.each(Object.entries(acts))('nobody knows whether a dispute was answered: %s', (kind, act) => {
  test.each(kind === 'submit' ? all : once(kind === 'stage' ? ofDraft : all))('%s', async (_, trouble) => {
    const decision = await decided(act, trouble);
    const { answer: last, hasSentBy } = await play(trouble, decision, 'unknown_dispute');
    expect(await decision.submissions()).toBe(kind === 'submit' ? 1 : 0);
    expect(last).toMatchObject({ kind: 'done', made: { decision: decision.entry.decision.id } });
    await hasSentBy('answerDispute');
  });
});

test('an answer by another hand meanwhile stops all sending until a person decides', async () => {
  const { entry, enter, faults, keysSent, submissions } = await decided(acts.submit);
  const { id } = await time.control<{ id: string }>('POST', '/faults', faults[0]);
  const lane = await enter();
  await until('it was sent', async () => (await keysSent()).length > 0);
  const { decision } = entry;
  // While nothing gets through: what is sent again between the two would be the answer.
  await time.control('POST', `/disputes/${decision.dispute}`, { status: 'under_review' });
  await time.control('DELETE', `/faults/${id}`);
  const sent = (await keysSent()).length;
  await time.environment().sleep('20m');
  expect(await lane.query('tasks')).toMatchObject([
    { task: decision.id, kind: 'unknown_dispute', reason: 'changed_since' },
  ]);
  expect(await keysSent()).toHaveLength(sent);
  const answered = { verdict: 'refuse', version: 1, reason: 'it was answered' };
  await lane.signal('decide', { task: decision.id, ...answered });
  await ended(lane);
  expect(told(entry).at(-1)).toMatchObject({ kind: 'refused', reason: 'refused_by_support' });
  expect(await submissions()).toBe(0);
});
