import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../src/contracts/reply.ts';
import { problemIn, withoutToken } from '../../support/agent.ts';
import { type Line, lineTo } from '../../support/cut.ts';
import { type Asked, closed, refundOf, slowToFind, startRefund, workflowOf } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const teller = useTeller({ tenants: { demo: brisk } });

/** What a machine that does other things besides may take beyond the budget. */
const NOISE_MILLISECONDS = 1_000;

async function timed<T>(act: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const began = performance.now();
  return { value: await act(), milliseconds: performance.now() - began };
}

const notHeard = {
  status: 503,
  body: { type: '/problems/not-heard', say: expect.stringMatching(/\w/) },
};

describe('Budget', () => {
  test('Where the reply is not there in time, `working` comes with something true to say', async () => {
    const { agent, first, person } = await startRefund(teller);
    await teller.control('POST', '/faults', {
      kind: 'delay',
      ms: 2_000,
      method: 'POST',
      path: '/v1/refunds',
      params: { payment_intent: person.payment.id },
    });
    const confirm = await agent.answer(first, { identity: person.identity });
    const { value: heard, milliseconds } = await timed(() =>
      agent.turn(confirm.intentId, 2, { confirm: true }),
    );
    expect(heard.body).toMatchObject({ turn: 2, status: 'working', say: expect.stringContaining('refund') });
    expect(milliseconds).toBeLessThan(brisk.policy.budgetMilliseconds + NOISE_MILLISECONDS);
    expect(await agent.settled(heard.body)).toMatchObject({ turn: 3, outcome: 'completed' });
  });

  test('It is only ever said of what is durable: an Update that was accepted.', async () => {
    const { agent, call, body, person } = await refundOf(teller);
    await slowToFind(teller, person, 1_500);
    const first = await agent.begin(call, body);
    const { body: working } = await agent.turn(first.intentId, 1, { identity: person.identity });
    expect(working.status).toBe('working');
    const { events } = await workflowOf(teller, first).fetchHistory();
    const accepted = events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    expect(accepted?.map((one) => one?.protocolInstanceId)).toContain('turn-1');
  });
});

describe('while no worker lives', () => {
  let open: Asked;
  let stale: Asked;
  let done: Asked & { last: Reply };
  let staleSince: number;

  beforeAll(async () => {
    open = await startRefund(teller);
    stale = await startRefund(teller);
    const ended = await startRefund(teller);
    done = { ...ended, last: (await ended.agent.cancel(ended.first.intentId)).body };
    await closed(teller, done.last);
    await teller.worker.stop();
    staleSince = Date.now();
    const { agent, first, person } = stale;
    expect(await agent.turn(first.intentId, 1, { identity: person.identity })).toMatchObject(notHeard);
  });

  afterAll(() => teller.worker.start());

  test('all that was said travels in the Workflow’s arguments, so a start is heard even while no worker lives', async () => {
    const { agent, call, key, body } = await refundOf(teller);
    const { value: started, milliseconds } = await timed(() => agent.start(call, body, { key }));
    expect(started).toMatchObject({
      status: 200,
      body: { status: 'working', turn: 0, intent: 'refund', language: 'en-US', facts: {} },
    });
    expect(milliseconds).toBeLessThan(brisk.policy.budgetMilliseconds + NOISE_MILLISECONDS);

    const other = { ...body, details: { reason: 'Another body under this key' } };
    expect(await agent.start(call, other, { key })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused', latest: { status: 'working', turn: 0 } },
    });
  });

  test('Where a turn’s acceptance is not reached in time (no worker), the answer is a 503 problem with `say` and `Retry-After: 1`', async () => {
    const { agent, first, person } = open;
    const { value: heard, milliseconds } = await timed(() =>
      agent.turn(first.intentId, 1, { identity: person.identity }, { key: 'the same key' }),
    );
    expect(heard).toMatchObject(notHeard);
    expect(heard.headers.get('Retry-After')).toBe('1');
    expect(milliseconds).toBeLessThan(brisk.policy.budgetMilliseconds + NOISE_MILLISECONDS);
  });

  test('Where no worker answers in time, `describe` decides: running gives `working` with `turn` N − 1', async () => {
    const { agent, first } = open;
    const { intentId, intent, reference, language } = first;
    const { body } = await agent.look(intentId, '?turn=2&wait=1');
    expect(body).toMatchObject({ turn: 1, status: 'working', intentId, intent, reference, language });
  });

  test('0 without N; intent, reference and language are in the memo', async () => {
    const { agent, first } = open;
    const { intentId, intent, reference, language } = first;
    const { body } = await agent.look(intentId);
    expect(body).toMatchObject({ turn: 0, status: 'working', intentId, intent, reference, language });
  });

  test('closed the result', async () => {
    const { agent, first, last } = done;
    expect((await agent.look(first.intentId)).body).toEqual(last);
    expect((await agent.look(first.intentId, '?turn=1&wait=20')).body).toEqual(last);
    expect(await agent.turn(first.intentId, 1, { text: 'Hello?' })).toMatchObject({
      status: 409,
      body: { type: '/problems/intent-done', latest: last },
    });
  });

  test('The API turns, on a start, `WorkflowExecutionAlreadyStartedError` into a last reply `failed` (terminated)', async () => {
    const { agent, call, key, body } = await refundOf(teller);
    const started = await agent.start(call, body, { key });
    await workflowOf(teller, started.body).terminate('Ended by a test');
    const again = await agent.start(call, body, { key });
    expect(again).toMatchObject({
      status: 200,
      body: { status: 'done', outcome: 'failed', turn: 1, reference: started.body.reference },
    });
  });

  test('and the agent repeats with the same key', async () => {
    const { agent, call, key, body } = await refundOf(teller);
    const started = await agent.start(call, body, { key });
    expect(started.body.status).toBe('working');

    // Past the time until which the stale answer may be heard.
    while (Date.now() - staleSince < 10_500) await new Promise((resume) => setTimeout(resume, 100));
    await teller.worker.start();

    const identity = { identity: open.person.identity };
    const second = await agent.answer(open.first, identity, { key: 'the same key' });
    expect(second).toMatchObject({ turn: 2, expects: { kind: 'confirmation' } });

    // The reply that was owed, not an old `working`.
    expect(await agent.begin(call, body, { key })).toMatchObject({ turn: 1, status: 'asking' });
    const replayed = await agent.start(call, body, { key });
    expect(replayed.headers.get('Idempotent-Replayed')).toBe('true');
  });

  test('the validator refuses it later, which leaves the id free, so an answer that was "not heard" is never carried out by itself minutes later', async () => {
    const { agent, first, person } = stale;
    expect((await agent.look(first.intentId)).body).toMatchObject({ turn: 1, status: 'asking' });
    const wrong = { identity: { ...person.identity, last4: '0000' } };
    const second = await agent.answer(first, wrong);
    expect(second).toMatchObject({ turn: 2, expects: { kind: 'identity', triesLeft: 2 } });
  });
});

describe('while Temporal is away', () => {
  let line: Line;
  beforeAll(async () => {
    line = await lineTo(process.env['TEST_TEMPORAL_ADDRESS'] ?? '');
  });
  afterAll(() => line.close());

  test('Temporal away is 503, and the agent repeats with the same key', async () => {
    const { person, first, call } = await startRefund(teller);
    const fresh = await refundOf(teller);
    const agent = (await teller.anotherApi({ address: line.address })).agent();
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(first));

    line.cut();
    const key = 'said while Temporal was away';
    const turn = () => agent.turn(first.intentId, 1, { identity: person.identity }, { key });
    const start = () => agent.start(fresh.call, fresh.body, { key });
    for (const request of [turn, start, () => agent.look(first.intentId), () => agent.ended(call)]) {
      const heard = await request();
      expect(heard).toMatchObject(notHeard);
      expect(heard.headers.get('Retry-After')).toBe('1');
      expect(problemIn(heard)).not.toHaveProperty('latest');
    }

    line.mend();
    const second = await agent.answer(first, { identity: person.identity }, { key });
    expect(second).toMatchObject({ turn: 2, expects: { kind: 'confirmation' } });
    expect(await agent.begin(fresh.call, fresh.body, { key })).toMatchObject({ turn: 1 });
  });
});
