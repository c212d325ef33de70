import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { problemIn, withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import { holdFinding, personDecides, refundOf, startRefund } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const teller = useTeller({ tenants: { demo: {}, brisk } });

describe('Both return a `Reply`', () => {
  test.concurrent('what a reply is made of', async () => {
    const { agent, first, person } = await startRefund(teller);
    expect(first).toEqual({
      intentId: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      intent: 'refund',
      reference: expect.stringMatching(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/),
      turn: 1,
      status: 'asking',
      say: expect.any(String),
      language: 'en-US',
      expects: { kind: 'identity', accepts: ['last4', 'amount'], needed: 2, triesLeft: 3 },
      facts: {},
    });
    const confirm = await agent.answer(first, { identity: person.identity });
    expect(confirm).toMatchObject({ reference: first.reference, facts: { payment: {} } });
    expect(confirm.say).not.toMatch(/\n/);
  });
});

describe('Numbers', () => {
  test.concurrent('Replies are numbered from 1.', async () => {
    const { agent, first, person } = await startRefund(teller);
    const second = await agent.answer(first, { identity: person.identity });
    const third = await agent.answer(second, { confirm: false });
    expect([first.turn, second.turn, third.turn]).toEqual([1, 2, 3]);
  });

  test.concurrent('`turn: N` in a request answers reply N and is owed reply N+1.', async () => {
    const { agent, first, person } = await startRefund(teller);
    const heard = await agent.heardTurn(first.intentId, 1, { identity: person.identity });
    const owed = await agent.settled(heard.body);
    expect(owed).toMatchObject({ turn: 2, expects: { kind: 'confirmation' } });
    const last = await agent.settled((await agent.heardTurn(first.intentId, 2, { confirm: false })).body);
    expect(last).toMatchObject({ turn: 3, status: 'done' });
  });

  test.concurrent('`working` is not a numbered reply: its `turn` is that of the last numbered reply (0 before the first)', async () => {
    const { agent, call, body, person } = await refundOf(teller, { tenant: 'brisk', proven: true });
    const letGo = await holdFinding(teller, person, 'brisk');
    const { body: working } = await agent.heardStart(call, body);
    expect(working).toMatchObject({ turn: 0, status: 'working' });
    await letGo();
    expect(await agent.settled(working)).toMatchObject({ turn: 1, status: 'asking' });
  });

  test.concurrent('it has no `expects`, and what is owed is fetched with `?turn={turn+1}&wait=20`', async () => {
    const person = await payer(teller, {}, 'brisk');
    const letGo = await holdFinding(teller, person, 'brisk');
    const { agent, first } = await startRefund(teller, { tenant: 'brisk', person });
    const { body: working } = await agent.heardTurn(first.intentId, 1, { identity: person.identity });
    expect(working).toMatchObject({ turn: 1, status: 'working', facts: {} });
    expect(working).not.toHaveProperty('expects');
    await letGo();
    const { body: owed } = await agent.heardLook(working.intentId, `?turn=${working.turn + 1}&wait=20`);
    expect(owed).toMatchObject({ turn: 2, status: 'asking' });
  });

  test.concurrent('`with_support` is numbered; the reply after it comes without a turn, and meanwhile only `cancel` may be sent.', async () => {
    const { agent, first } = await startRefund(teller, { proven: true, payment: { amount: 250_00 } });
    const held = await agent.answer(first, { confirm: true });
    expect(held).toMatchObject({ turn: 2, status: 'with_support', facts: { reason: 'payment_cap' } });
    expect(held).not.toHaveProperty('expects');
    const turn = await agent.turn(first.intentId, 2, { confirm: true });
    expect(turn).toMatchObject({
      status: 409,
      body: { type: '/problems/turn-conflict', latest: withoutToken(held) },
    });
    await personDecides(teller, held, 'approve');
    expect(await agent.afterSupport(held)).toMatchObject({ turn: 3, status: 'done', outcome: 'completed' });
  });

  test.concurrent('Every reply is a 200, on POST too.', async () => {
    const { agent, call, body, person } = await refundOf(teller, { tenant: 'brisk' });
    const letGo = await holdFinding(teller, person, 'brisk');
    const key = randomUUID();
    const { intentId } = await agent.begin(call, body, { key });
    const started = await agent.heardStart(call, body, { key });
    const working = await agent.heardTurn(intentId, 1, { identity: person.identity });
    await letGo();
    const asking = await agent.heardLook(intentId, '?turn=2&wait=20');
    const done = await agent.cancel(intentId);
    for (const { status, headers } of [started, working, asking, done]) {
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toMatch(/^application\/json/);
    }
    const statuses = [working, asking, done].map(({ body: reply }) => reply.status);
    expect(statuses).toEqual(['working', 'asking', 'done']);
  });
});

describe('Wrong words', () => {
  test.concurrent('Wrong words are conversation, not an error: no such payment comes back as a reply', async () => {
    const { first } = await startRefund(teller, { proven: true, details: { payment: 'pi_NotTheirs' } });
    expect(first).toMatchObject({
      status: 'done',
      outcome: 'declined',
      facts: { reason: 'no_such_payment' },
    });
  });

  test.concurrent('an amount over the limit comes back as a reply', async () => {
    const wanted = { value: 99_00, currency: 'usd' };
    const { agent, first } = await startRefund(teller, { proven: true, details: { amount: wanted } });
    const max = { value: 42_50, currency: 'usd' };
    expect(first).toMatchObject({ status: 'asking', expects: { kind: 'amount', max } });
    const again = await agent.answer(first, { amount: wanted });
    expect(again).toMatchObject({ turn: 2, expects: { kind: 'amount', max } });
    const confirm = await agent.answer(again, { amount: '12.50' });
    expect(confirm.expects).toMatchObject({ about: { amount: { value: 12_50, currency: 'usd' } } });
  });

  test.concurrent('wrong facts come back as a reply, with the tries that are left', async () => {
    const { agent, first, person } = await startRefund(teller);
    const again = await agent.answer(first, { identity: { ...person.identity, last4: '0000' } });
    expect(again).toMatchObject({ turn: 2, status: 'asking', expects: { kind: 'identity', triesLeft: 2 } });
  });

  test.concurrent('What the agent got wrong (unknown field) is a problem with a 4xx that names the field and changes nothing.', async () => {
    const { agent, first } = await startRefund(teller);
    const path = `/v1/intents/${first.intentId}/turns`;
    const answer = { identity: { last4: '4242', colour: 'red' } };
    const problem = problemIn(await agent.send('POST', path, { turn: 1, answer }));
    expect(problem).toMatchObject({ status: 422, errors: [{ pointer: '/answer/identity/colour' }] });
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(first));
  });

  test.concurrent('What the agent got wrong (turn out of order) is a problem with a 4xx that names the field and changes nothing.', async () => {
    const { agent, first, person } = await startRefund(teller);
    const problem = problemIn(await agent.turn(first.intentId, 2, { identity: person.identity }));
    expect(problem).toMatchObject({
      type: '/problems/turn-conflict',
      status: 409,
      errors: [{ pointer: '/turn' }],
      latest: first,
    });
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(first));
  });
});
