import { describe, expect, jest, test } from '@jest/globals';
import type { Reply } from '../../../src/contracts/reply.ts';
import { problemIn, withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import { closed, holdFinding, refundOf, startRefund, workflowOf } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const teller = useTeller({ tenants: { demo: {}, brisk } });

/** The Updates that an intent has taken. */
async function accepted(intent: Reply, tenant?: string): Promise<string[]> {
  const { events } = await workflowOf(teller, intent, tenant).fetchHistory();
  return (events ?? []).flatMap(
    (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.protocolInstanceId ?? [],
  );
}

describe('Looking', () => {
  test.concurrent('`GET` without `wait` returns the latest reply (asked of a worker while open, the result once closed).', async () => {
    const { agent, first } = await startRefund(teller, { proven: true });
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(first));
    const last = withoutToken(await agent.answer(first, { confirm: false }));
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(last);
    await closed(teller, first);
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(last);
  });

  test.concurrent('With `?turn=N&wait=S` it returns reply N or a later one once there', async () => {
    const { agent, first, person } = await startRefund(teller);
    const waiting = agent.look(first.intentId, '?turn=2&wait=20');
    const second = withoutToken(await agent.answer(first, { identity: person.identity }));
    expect(withoutToken((await waiting).body)).toEqual(second);
    expect(withoutToken((await agent.look(first.intentId, '?turn=1&wait=20')).body)).toEqual(second);
  });

  test.concurrent('when the time ends, the latest', async () => {
    const { agent, first } = await startRefund(teller);
    const began = performance.now();
    let looked = (await agent.look(first.intentId, '?turn=2&wait=1')).body;
    expect(performance.now() - began).toBeGreaterThan(900);
    // A worker that is busy then cannot tell at once.
    while (looked.status === 'working') looked = (await agent.look(first.intentId)).body;
    expect(withoutToken(looked)).toEqual(withoutToken(first));
  });

  test.concurrent('or `working`', async () => {
    const { agent, call, body, person } = await refundOf(teller, { tenant: 'brisk', proven: true });
    const letGo = await holdFinding(teller, person, 'brisk');
    const { body: working } = await agent.heardStart(call, body);
    const { body: looked } = await agent.heardLook(working.intentId, '?turn=1&wait=0.2');
    expect(looked).toMatchObject({ turn: 0, status: 'working' });
    expect(looked).not.toHaveProperty('expects');
    await letGo();
  });

  test.concurrent('Who looks at what runs sends no Query, which may have Signals handled out of turn, and what it asks instead is never accepted.', async () => {
    const queried = jest.spyOn(teller.temporal().workflowService, 'queryWorkflow');
    const { agent, call, body, person } = await refundOf(teller, { tenant: 'brisk', proven: true });
    const letGo = await holdFinding(teller, person, 'brisk');
    const { body: working } = await agent.heardStart(call, body);
    const workflow = workflowOf(teller, working, 'brisk');
    for (const query of ['', '?turn=1&wait=0', ''])
      expect((await agent.heardLook(working.intentId, query)).body).toMatchObject({
        turn: 0,
        status: 'working',
      });
    const ids = queried.mock.calls.map(([{ execution }]) => execution?.workflowId);
    expect(ids).not.toContain(workflow.workflowId);
    expect(await accepted(working, 'brisk')).not.toContain('standing');
    await letGo();
    expect(await agent.settled(working)).toMatchObject({ turn: 1 });
  });

  test.concurrent.each([
    ['wait=21', '/wait'],
    ['wait=-1', '/wait'],
    ['wait=soon', '/wait'],
    ['turn=0', '/turn'],
    ['turn=1.5', '/turn'],
    ['turn=1&turn=2', '/turn'],
    ['depth=1', '/depth'],
  ])('(0–20 s): ?%s is 422 at %s', async (query, pointer) => {
    const { agent, first } = await startRefund(teller);
    const problem = problemIn(await agent.look(first.intentId, `?${query}`));
    expect(problem).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] });
  });

  test.concurrent('All who wait for one reply share Update `reply-{N}`.', async () => {
    const person = await payer(teller);
    const letGo = await holdFinding(teller, person);
    const { agent, first } = await startRefund(teller, { person });
    const waiting = Array.from({ length: 15 }, () => agent.look(first.intentId, '?turn=2&wait=20'));
    const answering = agent.answer(first, { identity: person.identity });
    await until('one of them waits', async () => (await accepted(first)).includes('reply-2'));
    await letGo();
    const owed = withoutToken(await answering);
    for (const { body } of await Promise.all(waiting)) expect(withoutToken(body)).toEqual(owed);
    expect((await accepted(first)).sort()).toEqual(['reply-2', 'turn-0', 'turn-1']);
  });

  test.concurrent('N beyond latest + 1 is 422.', async () => {
    const { agent, first } = await startRefund(teller);
    for (const query of ['?turn=3', '?turn=3&wait=20'])
      expect(problemIn(await agent.look(first.intentId, query))).toMatchObject({
        status: 422,
        errors: [{ pointer: '/turn' }],
      });
    const { body: last } = await agent.cancel(first.intentId);
    expect((await agent.look(first.intentId, `?turn=${last.turn + 1}&wait=20`)).body).toEqual(last);
    expect((await agent.look(first.intentId, `?turn=${last.turn + 2}`)).status).toBe(422);
  });
});
