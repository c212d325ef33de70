import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import { closed, holdFinding, refundOf, startRefund } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const teller = useTeller({ tenants: { demo: {}, brisk } });

describe('Repeats', () => {
  test.concurrent('The same key and body on a POST return the reply that was owed, with `Idempotent-Replayed: true`', async () => {
    const { agent, call, body, key, first, person } = await startRefund(teller);
    const answer = { identity: person.identity };
    const turnKey = randomUUID();
    const second = await agent.answer(first, answer, { key: turnKey });
    const third = await agent.answer(second, { confirm: true });

    const start = await agent.start(call, body, { key });
    expect(start).toMatchObject({ status: 200, body: withoutToken(first) });
    const turn = await agent.turn(first.intentId, 1, answer, { key: turnKey });
    expect(turn).toMatchObject({ status: 200, body: withoutToken(second) });
    for (const { headers } of [start, turn]) expect(headers.get('Idempotent-Replayed')).toBe('true');
    expect(third.outcome).toBe('completed');
    expect((await teller.stripe().refunds.list({ payment_intent: person.payment.id })).data).toHaveLength(1);
  });

  test.concurrent('what is said first is not said to be a repeat', async () => {
    const { agent, call, body } = await refundOf(teller);
    const start = await agent.start(call, body);
    expect(start.headers.has('Idempotent-Replayed')).toBe(false);
  });

  test.concurrent('(not an old `working`)', async () => {
    const person = await payer(teller, {}, 'brisk');
    const letGo = await holdFinding(teller, person, 'brisk');
    const { agent, first } = await startRefund(teller, { tenant: 'brisk', person });
    const key = randomUUID();
    const say = () => agent.heardTurn(first.intentId, 1, { identity: person.identity }, { key });
    const working = await say();
    expect(working.body.status).toBe('working');
    await letGo();
    const owed = await agent.settled(working.body);
    let again = await say();
    // Where its answer alone takes longer than the budget.
    while (again.body.status === 'working') again = await say();
    expect(withoutToken(again.body)).toEqual(withoutToken(owed));
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  });

  test.concurrent('also after the intent has ended', async () => {
    const { agent, call, body, key, first } = await startRefund(teller, { proven: true });
    const turnKey = randomUUID();
    const last = await agent.answer(first, { confirm: false }, { key: turnKey });
    await closed(teller, last);
    const start = await agent.start(call, body, { key });
    const turn = await agent.turn(first.intentId, 1, { confirm: false }, { key: turnKey });
    expect([start.body, turn.body].map(withoutToken)).toEqual([first, last].map(withoutToken));
    for (const { headers } of [start, turn]) expect(headers.get('Idempotent-Replayed')).toBe('true');
  });

  test.concurrent('a repeat of `cancel` is a repeat like any other', async () => {
    const { agent, first } = await startRefund(teller);
    const key = randomUUID();
    const canceled = await agent.cancel(first.intentId, { key });
    const again = await agent.cancel(first.intentId, { key });
    expect(again.body).toEqual(canceled.body);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  });

  test.concurrent('The same key with another body is 422 with `latest`', async () => {
    const { agent, call, body, key, first, person } = await startRefund(teller);
    const problem = { status: 422, body: { type: '/problems/idempotency-key-reused' } };
    const start = await agent.start(call, { ...body, language: 'en-GB' }, { key });
    expect(start).toMatchObject(problem);
    expect(start.body).toMatchObject({ latest: first });
    expect(await agent.start(call, { ...body, intent: 'payment_confirmation' }, { key })).toMatchObject(
      problem,
    );

    const turnKey = randomUUID();
    const second = await agent.answer(first, { identity: person.identity }, { key: turnKey });
    const turn = await agent.turn(first.intentId, 1, { identity: { last4: '0000' } }, { key: turnKey });
    expect(turn).toMatchObject(problem);
    expect(turn.body).toMatchObject({ latest: withoutToken(second) });
  });

  test.concurrent('a key of one turn, or of the start, is not the next one’s', async () => {
    const { agent, key, first, person } = await startRefund(teller);
    const started = await agent.turn(first.intentId, 1, { identity: person.identity }, { key });
    expect(started).toMatchObject({ status: 422, body: { type: '/problems/idempotency-key-reused' } });
    const turnKey = randomUUID();
    const second = await agent.answer(first, { identity: person.identity }, { key: turnKey });
    const turn = await agent.turn(first.intentId, 2, { confirm: true }, { key: turnKey });
    expect(turn).toMatchObject({ status: 422, body: { latest: withoutToken(second) } });
  });

  test.concurrent('(compared by a keyed hash of the body, taken after card numbers are replaced)', async () => {
    const details = (card: string) => ({ reason: `I typed ${card} by mistake` });
    const { agent, call, body, key, first } = await startRefund(teller, {
      details: details('4242 4242 4242 4242'),
    });
    const other = { ...body, details: details('5555555555554444') };
    const again = await agent.start(call, other, { key });
    expect(again).toMatchObject({ status: 200, body: first });
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  });

  test.concurrent('the order of fields makes no other body', async () => {
    const { agent, call, body, key, first } = await startRefund(teller);
    const { intent, caller, details } = body;
    const again = await agent.start(call, { details, caller, intent }, { key });
    expect(again).toMatchObject({ status: 200, body: first });
  });

  test.concurrent('Another key for the turn just answered gets the reply that the winner got', async () => {
    const { agent, first, person } = await startRefund(teller);
    const right = () => agent.answer(first, { identity: person.identity });
    const wrong = () => agent.answer(first, { identity: { ...person.identity, last4: '0000' } });
    const [won, ...others] = await Promise.all([right(), wrong(), right(), wrong()]);
    expect(won).toMatchObject({ turn: 2, status: 'asking' });
    for (const reply of [...others, await wrong()]) expect(withoutToken(reply)).toEqual(withoutToken(won));
  });

  test.concurrent('(N = latest − 1: one that lost the answer and its key), after the end too', async () => {
    const { agent, first } = await startRefund(teller, { proven: true });
    const last = await agent.answer(first, { confirm: false });
    const late = await agent.turn(first.intentId, 1, { confirm: true });
    expect(late).toMatchObject({ status: 200, body: withoutToken(last) });
  });

  test.concurrent('for older turns 409', async () => {
    const { agent, first, person } = await startRefund(teller);
    const second = await agent.answer(first, { identity: person.identity });
    const last = await agent.answer(second, { confirm: false });
    expect(await agent.turn(first.intentId, 1, { identity: person.identity })).toMatchObject({
      status: 409,
      body: { type: '/problems/turn-conflict', latest: withoutToken(last) },
    });
  });

  test.concurrent('twenty repeats of one start at once are one intent', async () => {
    const { agent, call, body, key } = await refundOf(teller);
    const starts = await Promise.all(Array.from({ length: 20 }, () => agent.begin(call, body, { key })));
    expect(new Set(starts.map((reply) => JSON.stringify(reply)))).toHaveProperty('size', 1);
  });

  test.concurrent('`callerToken` is minted anew, and the rest of the reply is the same', async () => {
    const { agent, call, body, key } = await refundOf(teller, { proven: true });
    const first = await agent.begin(call, body, { key });
    const again = await agent.start(call, body, { key });
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.body.callerToken).toEqual(expect.any(String));
    expect(withoutToken(again.body)).toEqual(withoutToken(first));
  });
});
