import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { openApi } from '../../src/contracts/openapi.ts';
import { problems } from '../../src/contracts/problem.ts';
import { keysFrom } from '../../src/platform/keys.ts';
import { problemIn, withoutToken } from '../support/agent.ts';
import { expectProblem, rawOf } from '../support/raw.ts';
import { startRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({ tenants: { demo: {}, other: {} } });
const { raw, post, start } = rawOf(teller);

const refund = { intent: 'refund', caller: { email: 'sam.secret@example.com' } };

describe('problems of a request, whatever it asks', () => {
  test.concurrent.each([
    ['no key', ''],
    ['an unknown key', 'Bearer not-a-key'],
    ['another scheme', 'Basic ZGVtbzpkZW1v'],
  ])('unauthenticated: %s', async (_, Authorization) => {
    const heard = await start(refund, { Authorization });
    expectProblem(heard, 'unauthenticated');
    expect(heard.response.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  test.concurrent('not-found: unknown and foreign ids byte for byte the same', async () => {
    const { first } = await startRefund(teller, { tenant: 'other' });
    const unknown = 'A'.repeat(22);
    const turns = { turn: 1, answer: { confirm: true } };
    const answers = [];
    for (const id of [unknown, first.intentId, 'not-an-id', '%00']) {
      answers.push(await raw(`/v1/intents/${id}`, { method: 'GET' }));
      answers.push(await raw(`/v1/intents/${id}?turn=1&wait=1`, { method: 'GET' }));
      answers.push(await post(`/v1/intents/${id}/turns`, turns));
      answers.push(await post(`/v1/intents/${id}/turns`, { cancel: true }));
    }
    answers.push(await raw('/v1/nothing', { method: 'GET' }), await raw('/', { method: 'GET' }));
    answers.push(await raw('/v1/intents/%E0%A4%A', { method: 'GET' }));
    for (const answer of answers) {
      expectProblem(answer, 'not-found');
      expect(answer.text).toBe(answers[0]?.text);
    }
    expect(withoutToken((await teller.agent('other').look(first.intentId)).body)).toEqual(
      withoutToken(first),
    );
  });

  test.concurrent.each([
    ['GET', '/v1/calls/c/intents', 'POST'],
    ['PUT', `/v1/intents/${'A'.repeat(22)}/turns`, 'POST'],
    ['DELETE', `/v1/intents/${'A'.repeat(22)}`, 'GET, HEAD'],
    ['GET', '/v1/calls/c/ended', 'POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['POST', '/problems/internal', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/readyz', 'GET, HEAD'],
  ])('method-not-allowed: %s %s, with Allow', async (method, path, allowed) => {
    const heard = await raw(path, { method });
    expectProblem(heard, 'method-not-allowed');
    expect(heard.response.headers.get('Allow')).toBe(allowed);
  });

  test.concurrent.each(['{', '{"intent":"refund",}', '"refund"', 'intent=refund', 'nul'])(
    'malformed-json: %s',
    async (text) => {
      expectProblem(await start(text), 'malformed-json');
    },
  );

  test.concurrent.each([
    ['empty', ''],
    ['of 256 characters', 'k'.repeat(256)],
  ])('idempotency-key-missing: %s', async (_, key) => {
    expectProblem(await start(refund, { 'Idempotency-Key': key }), 'idempotency-key-missing');
  });

  test.concurrent('idempotency-key-missing: absent, on every POST', async () => {
    const headers = { Authorization: `Bearer ${teller.tenant().apiKey}`, 'Content-Type': 'application/json' };
    for (const path of ['/v1/calls/c/intents', `/v1/intents/${'A'.repeat(22)}/turns`, '/v1/calls/c/ended']) {
      const response = await fetch(`${teller.url()}${path}`, { method: 'POST', headers, body: '{}' });
      expectProblem({ response, text: await response.text() }, 'idempotency-key-missing');
    }
  });

  test.concurrent('a key of 255 characters is one', async () => {
    const { response } = await start(refund, { 'Idempotency-Key': 'k'.repeat(255) });
    expect(response.status).toBe(200);
  });

  test.concurrent('too-large: 10 MB of JSON', async () => {
    const body = JSON.stringify({ ...refund, details: { reason: 'x'.repeat(10 * 1024 * 1024) } });
    expectProblem(await start(body), 'too-large');
  });

  test.concurrent('too-large: a byte more than 64 KiB, also where no length was announced', async () => {
    const tooLarge = `{"intent":"${'x'.repeat(64 * 1024 - 12)}"}`;
    expect(Buffer.byteLength(tooLarge)).toBe(64 * 1024 + 1);
    expectProblem(await start(tooLarge), 'too-large');
    expectProblem(await start(`{"intent":"${'x'.repeat(64 * 1024 - 13)}"}`), 'invalid-request');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        Authorization: `Bearer ${teller.tenant().apiKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        'Transfer-Encoding': 'chunked',
      };
      request(`${teller.url()}/v1/calls/c/intents`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end(tooLarge);
    });
    expect(status).toBe(413);
  });

  test.concurrent.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=latin1', {}],
    ['application/json', { 'Content-Encoding': 'gzip' }],
  ])('unsupported-media-type: %s', async (type, more) => {
    expectProblem(await start(refund, { 'Content-Type': type, ...more }), 'unsupported-media-type');
  });
});

describe('problems of a conversation', () => {
  test.concurrent('turn-conflict, intent-done, wrong-answer-kind and idempotency-key-reused, with `latest`', async () => {
    const { agent, first, call, key } = await startRefund(teller);
    const id = first.intentId;
    const conflict = await agent.turn(id, 3, { confirm: true });
    expect(problemIn(conflict)).toMatchObject({
      type: '/problems/turn-conflict',
      status: 409,
      latest: first,
    });
    const kind = await agent.turn(id, 1, { confirm: true });
    expect(problemIn(kind)).toMatchObject({
      type: '/problems/wrong-answer-kind',
      status: 422,
      latest: first,
    });
    const reused = await agent.start(call, refund, { key });
    expect(problemIn(reused)).toMatchObject({
      type: '/problems/idempotency-key-reused',
      status: 422,
      latest: first,
    });
    const { body: last } = await agent.cancel(id);
    const done = await agent.turn(id, 1, { confirm: true });
    expect(problemIn(done)).toMatchObject({ type: '/problems/intent-done', status: 409, latest: last });
    for (const { headers } of [conflict, kind, reused, done])
      expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  });

  test.concurrent('a one-time code where none is asked for is no code to the engine either', async () => {
    const { agent, first } = await startRefund(teller);
    const heard = await agent.turn(first.intentId, 1, { code: '417209' });
    expect(problemIn(heard).type).toBe('/problems/wrong-answer-kind');
  });

  test.concurrent('internal, with a request id only', async () => {
    const { first } = await startRefund(teller);
    // An API that has lost the keys of what is kept can make nothing of it.
    const keys = keysFrom(
      JSON.stringify({
        version: 1,
        payload: Buffer.alloc(32, 'another payload key').toString('base64'),
        identity: Buffer.alloc(32, 'test identity key').toString('base64'),
      }),
    );
    const heard = await (await teller.anotherApi({ keys })).agent().look(first.intentId);
    const { title, todo: detail } = problems.internal;
    expect(heard.body).toEqual({
      type: '/problems/internal',
      title,
      detail,
      status: 500,
      requestId: expect.any(String),
    });
    expect(heard.headers.get('Request-Id')).toBe(problemIn(heard).requestId);
  });
});

describe('no problem tells', () => {
  const secret = '4000056655665556';

  test.concurrent.each<[string, unknown]>([
    ['a card number as a field', { ...refund, [secret]: true }],
    ['an address as a field', { ...refund, 'sam.secret@example.com': true }],
    ['a card number as last4', { ...refund, details: { last4: secret } }],
    ['a card number as intent', { ...refund, intent: secret }],
    ['a card number as amount', { ...refund, details: { amount: secret } }],
    ['a name as phone', { ...refund, caller: { phone: 'sam.secret' } }],
    ['a name as language', { ...refund, language: 'sam.secret@example.com' }],
    ['a prototype', '{"__proto__":{"sam.secret":1},"intent":"refund"}'],
    ['a deep body', `{"intent":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['a broken body', `{"intent":"sam.secret", ${secret}`],
    ['null', 'null'],
    ['a nul', '{"intent":"\\u0000"}'],
    ['half a pair', '{"intent":"refund","details":{"payment":"\\ud800"}}'],
  ])('what was sent, and is no 500: %s', async (_, body) => {
    const { response, text } = await start(body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    for (const sent of [secret, 'secret', 'sam']) expect(text).not.toContain(sent);
  });

  test.concurrent('anything by its id: a call may be named by anything', async () => {
    for (const call of ['a'.repeat(2_000), encodeURIComponent('ünï/cödé?#'), '%00', "' OR 1=1 --"]) {
      const agent = teller.agent();
      const first = await agent.begin(call, refund);
      expect(first.status).toBe('asking');
      expect((await agent.ended(call)).status).toBe(204);
    }
  });
});

test('every problem has an answer that names it in the OpenAPI document', () => {
  const document = JSON.stringify(openApi());
  for (const name of Object.keys(problems))
    if (name !== 'method-not-allowed') expect(document).toContain(`${name}: `);
});
