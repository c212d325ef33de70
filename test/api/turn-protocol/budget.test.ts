import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../src/contracts/reply.ts';
import { problemIn, withoutToken } from '../../support/agent.ts';
import { type Line, lineTo } from '../../support/cut.ts';
import {
  type Asked,
  closed,
  holdFinding,
  holdRefund,
  refundOf,
  startRefund,
  workflowOf,
} from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const teller = useTeller({ tenants: { demo: { ...brisk, languages: ['en-US', 'es'] } } });

/** What a slow machine keeps, and whoever knows of no budget does not: else an answer is waited for 10 seconds and more. */
const NO_LONGER = brisk.policy.budgetMilliseconds + 5_000;

const notHeard = {
  status: 503,
  body: { type: '/problems/not-heard', say: expect.stringMatching(/\w/) },
};

describe('Budget', () => {
  test('Where the reply is not there in time, `working` comes with something true to say', async () => {
    const { agent, first, person } = await startRefund(teller);
    const letGo = await holdRefund(teller, person);
    const took: number[] = [];
    const { intentId } = await agent.answer(first, { identity: person.identity });
    await until('it says what is under way', async () => {
      const began = performance.now();
      const { body } = await agent.heardTurn(intentId, 2, { confirm: true }, { key: 'yes' });
      expect(body).toMatchObject({ turn: 2, status: 'working' });
      took.push(performance.now() - began);
      return body.say.includes('refund');
    });
    expect(Math.min(...took)).toBeLessThan(NO_LONGER);
    await letGo();
    const done = await agent.answer({ ...first, turn: 2 }, { confirm: true }, { key: 'yes' });
    expect(done).toMatchObject({ turn: 3, outcome: 'completed' });
  });

  test('It is only ever said of what is durable: an Update that was accepted.', async () => {
    const { agent, call, body, person } = await refundOf(teller);
    const letGo = await holdFinding(teller, person);
    const first = await agent.begin(call, body);
    const { body: working } = await agent.heardTurn(first.intentId, 1, { identity: person.identity });
    expect(working.status).toBe('working');
    const { events } = await workflowOf(teller, first).fetchHistory();
    const accepted = events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    expect(accepted?.map((one) => one?.protocolInstanceId)).toContain('turn-1');
    await letGo();
  });
});

describe('while no worker lives', () => {
  const key = 'the same key';
  let open: Asked;
  let stale: Asked;
  let done: Asked & { last: Reply };
  let unstarted: Omit<Asked, 'first'>;
  let spanish: Reply;
  let staleSince: number;

  beforeAll(async () => {
    open = await startRefund(teller);
    stale = await startRefund(teller);
    unstarted = await refundOf(teller);
    const { call, body } = await refundOf(teller);
    spanish = await teller.agent().begin(call, { ...body, language: 'es' });
    const ended = await startRefund(teller);
    done = { ...ended, last: (await ended.agent.cancel(ended.first.intentId)).body };
    await closed(teller, done.last);
    await teller.worker.stop();
    staleSince = Date.now();
    const { agent, first, person } = stale;
    expect(await agent.turn(first.intentId, 1, { identity: person.identity })).toMatchObject(notHeard);
  }, 60_000);

  afterAll(() => teller.worker.start(), 60_000);

  test('all that was said travels in the Workflow’s arguments, so a start is heard even while no worker lives', async () => {
    const { agent, call, key, body } = await refundOf(teller);
    expect(await agent.heardStart(call, body, { key })).toMatchObject({
      status: 200,
      body: { status: 'working', turn: 0, intent: 'refund', language: 'en-US', facts: {} },
    });

    const other = { ...body, details: { reason: 'Another body under this key' } };
    expect(await agent.heardStart(call, other, { key })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused', latest: { status: 'working', turn: 0 } },
    });
  });

  test('Where a turn’s acceptance is not reached in time (no worker), the answer is a 503 problem with `say` and `Retry-After: 1`', async () => {
    const { agent, first, person } = open;
    const began = performance.now();
    const heard = await agent.turn(first.intentId, 1, { identity: person.identity }, { key });
    expect(heard).toMatchObject(notHeard);
    expect(performance.now() - began).toBeLessThan(NO_LONGER);
    expect(heard.headers.get('Retry-After')).toBe('1');
  });

  test('`say` of it is in the language of the intent', async () => {
    const said = teller.agent().turn(spanish.intentId, 1, { identity: { last4: '4242' } });
    expect((await said).body).toMatchObject({ say: expect.stringMatching(/^Lo siento, no le he entendido/) });
  });

  test('Where no worker answers in time, `describe` decides: running gives `working` with `turn` N − 1', async () => {
    const { agent, first } = open;
    const { intentId, intent, reference, language } = first;
    const { body } = await agent.heardLook(intentId, '?turn=2&wait=1');
    expect(body).toMatchObject({ turn: 1, status: 'working', intentId, intent, reference, language });
  });

  test('0 without N; intent, reference and language are in the memo', async () => {
    const { agent, first } = open;
    const { intentId, intent, reference, language } = first;
    const { body } = await agent.heardLook(intentId);
    expect(body).toMatchObject({ turn: 0, status: 'working', intentId, intent, reference, language });
  });

  test('closed the result', async () => {
    const { agent, first, last } = done;
    expect((await agent.heardLook(first.intentId)).body).toEqual(last);
    expect((await agent.heardLook(first.intentId, '?turn=1&wait=20')).body).toEqual(last);
    expect(await agent.heardTurn(first.intentId, 1, { text: 'Hello?' })).toMatchObject({
      status: 409,
      body: { type: '/problems/intent-done', latest: last },
    });
  });

  test('The API turns, on a start, `WorkflowExecutionAlreadyStartedError` into a last reply `failed` (terminated)', async () => {
    const { agent, call, key, body } = await refundOf(teller);
    const { body: started } = await agent.heardStart(call, body, { key });
    await workflowOf(teller, started).terminate('Ended by a test');
    expect(await agent.heardStart(call, body, { key })).toMatchObject({
      status: 200,
      body: { status: 'done', outcome: 'failed', turn: 1, reference: started.reference },
    });
  });

  describe('and one does again', () => {
    beforeAll(async () => {
      const { agent, call, body } = unstarted;
      expect((await agent.heardStart(call, body, { key })).body.status).toBe('working');
      const { first, person } = open;
      const identity = { identity: person.identity };
      expect(await agent.turn(first.intentId, 1, identity, { key })).toMatchObject(notHeard);
      // Past the time until which the stale answer may be heard.
      await pause(staleSince + 10_500 - Date.now());
      await teller.worker.start();
    }, 60_000);

    test('and the agent repeats with the same key', async () => {
      const { agent, call, body } = unstarted;
      const identity = { identity: open.person.identity };
      const second = await agent.answer(open.first, identity, { key });
      expect(second).toMatchObject({ turn: 2, expects: { kind: 'confirmation' } });

      // The reply that was owed, not an old `working`.
      expect(await agent.begin(call, body, { key })).toMatchObject({ turn: 1, status: 'asking' });
      const replayed = await agent.heardStart(call, body, { key });
      expect(replayed.headers.get('Idempotent-Replayed')).toBe('true');
    });

    test('the validator refuses it later, which leaves the id free, so an answer that was "not heard" is never carried out by itself minutes later', async () => {
      const { agent, first, person } = stale;
      expect(await agent.settled((await agent.heardLook(first.intentId)).body)).toMatchObject({
        turn: 1,
        status: 'asking',
      });
      const wrong = { identity: { ...person.identity, last4: '0000' } };
      const second = await agent.answer(first, wrong);
      expect(second).toMatchObject({ turn: 2, expects: { kind: 'identity', triesLeft: 2 } });
    });
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
    const looked = await agent.settled((await agent.heardLook(first.intentId)).body);
    expect(withoutToken(looked)).toEqual(withoutToken(first));

    line.cut();
    const key = 'said while Temporal was away';
    const turn = () => agent.turn(first.intentId, 1, { identity: person.identity }, { key });
    const start = () => agent.start(fresh.call, fresh.body, { key });
    const look = () => agent.look(first.intentId);
    const ended = () => agent.send('POST', `/v1/calls/${call}/ended`, {});
    for (const request of [turn, start, look, ended]) {
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
