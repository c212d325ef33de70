import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { openApi } from '../../src/contracts/openapi.ts';
import { type Problem, type ProblemName, problems } from '../../src/contracts/problem.ts';
import { keysFrom } from '../../src/platform/keys.ts';
import { problemIn } from '../support/agent.ts';
import { payer } from '../support/people.ts';
import { startRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({ tenants: { demo: {}, other: {} } });

const refund = { intent: 'refund', caller: { email: 'sam.secret@example.com' } };

/** What comes back over HTTP for what no agent would send. */
async function raw(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const headers = {
    Authorization: `Bearer ${teller.tenant().apiKey}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': randomUUID(),
    ...init.headers,
  };
  const response = await fetch(`${teller.url()}${path}`, { ...init, headers });
  return { response, text: await response.text() };
}

function expectProblem({ response, text }: Awaited<ReturnType<typeof raw>>, name: ProblemName): Problem {
  const { status, title } = problems[name];
  const body = JSON.parse(text) as Problem;
  expect(body).toMatchObject({ type: `/problems/${name}`, status, title, detail: expect.any(String) });
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return body;
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  raw(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const start = (body: unknown, headers?: Record<string, string>) =>
  post(`/v1/calls/${teller.call()}/intents`, body, headers);

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
    expect((await teller.agent('other').look(first.intentId)).body).toEqual(first);
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

describe('invalid-request names the field', () => {
  const details = (given: unknown) => ({ ...refund, details: given });

  test.concurrent.each<[string, unknown, string[]]>([
    ['a negative amount', details({ amount: { value: -1, currency: 'usd' } }), ['/details/amount/value']],
    ['an amount of zero', details({ amount: { value: 0, currency: 'usd' } }), ['/details/amount/value']],
    ['half a cent', details({ amount: { value: 0.5, currency: 'usd' } }), ['/details/amount/value']],
    [
      'a currency that is none',
      details({ amount: { value: 1, currency: '€' } }),
      ['/details/amount/currency'],
    ],
    ['an amount without currency', details({ amount: { value: 1 } }), ['/details/amount/currency']],
    [
      'an unknown field of an amount',
      details({ amount: { value: 1, currency: 'usd', tax: 1 } }),
      ['/details/amount/tax'],
    ],
    ['a bare number', details({ amount: 4250 }), ['/details/amount']],
    ['negative decimal text', details({ amount: '-42.50' }), ['/details/amount']],
    ['decimal text of zero', details({ amount: '0.00' }), ['/details/amount']],
    ['decimal text with a comma', details({ amount: '42,50' }), ['/details/amount']],
    ['an unknown field', { ...refund, colour: 'red' }, ['/colour']],
    ['an unknown field inside', details({ colour: 'red' }), ['/details/colour']],
    ['an unknown intent', { ...refund, intent: 'mortgage' }, ['/intent']],
    ['no intent', { caller: {} }, ['/intent']],
    ['three digits for last4', details({ last4: '424' }), ['/details/last4']],
    ['a number for last4', details({ last4: 4242 }), ['/details/last4']],
    ['a national phone number', { intent: 'refund', caller: { phone: '4155550101' } }, ['/caller/phone']],
    ['no email address', { intent: 'refund', caller: { email: 'sam' } }, ['/caller/email']],
    ['a day that is none', details({ date: '2026-02-30' }), ['/details/date']],
    ['a date in another form', details({ date: '30/11/2026' }), ['/details/date']],
    ['a payment that is none', details({ payment: 'cus_1' }), ['/details/payment']],
    ['a postal code that is none', details({ postalCode: '?' }), ['/details/postalCode']],
    ['a language that is none', { ...refund, language: 'english please' }, ['/language']],
    ['text of spaces', details({ reason: '   ' }), ['/details/reason']],
    ['two fields at once', details({ last4: 'x', date: 'y' }), ['/details/last4', '/details/date']],
    ['a list', [], ['']],
    ['no body', '', ['/intent']],
  ])('at a start: %s', async (_, body, pointers) => {
    const { errors } = expectProblem(await start(body), 'invalid-request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    for (const { detail } of errors ?? []) expect(detail).toMatch(/\w/);
  });

  test.concurrent.each<[string, unknown, string[]]>([
    ['two answers at once', { turn: 1, answer: { confirm: true, text: 'Yes' } }, ['/answer']],
    ['no answer', { turn: 1, answer: {} }, ['/answer']],
    ['nothing', {}, ['/turn', '/answer']],
    ['turn 0', { turn: 0, answer: { confirm: true } }, ['/turn']],
    ['a turn in words', { turn: 'one', answer: { confirm: true } }, ['/turn']],
    ['a yes in words', { turn: 1, answer: { confirm: 'yes' } }, ['/answer/confirm']],
    ['an answer and a cancel', { turn: 1, answer: { confirm: true }, cancel: true }, ['/turn', '/answer']],
    ['a cancel that is none', { cancel: false }, ['/cancel']],
    ['wrong last4', { turn: 1, answer: { identity: { last4: '42' } } }, ['/answer/identity/last4']],
    ['identity without a fact', { turn: 1, answer: { identity: {} } }, ['/answer/identity']],
    ['contact without one', { turn: 1, answer: { contact: {} } }, ['/answer/contact']],
    ['an unknown way to resend', { turn: 1, answer: { resend: 'fax' } }, ['/answer/resend']],
  ])('at a turn: %s', async (_, body, pointers) => {
    const heard = await post(`/v1/intents/${'A'.repeat(22)}/turns`, body);
    const { errors } = expectProblem(heard, 'invalid-request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test.concurrent('a choice that is not among the options', async () => {
    const person = await payer(teller);
    const { customer } = person;
    await teller.stripe().paymentIntents.create({
      amount: 42_50,
      currency: 'usd',
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const { agent, first } = await startRefund(teller, { person, proven: true });
    expect(first.expects).toMatchObject({ kind: 'choice', options: [{}, {}] });
    const problem = problemIn(await agent.turn(first.intentId, 1, { choice: 'pi_another' }));
    expect(problem).toMatchObject({
      type: '/problems/invalid-request',
      errors: [{ pointer: '/answer/choice' }],
    });
    expect((await agent.look(first.intentId)).body).toEqual(first);
    const chosen = await agent.answer(first, { choice: person.payment.id });
    expect(chosen.facts).toMatchObject({ payment: { payment: person.payment.id } });
  });

  test.concurrent('what is asked of `ended`', async () => {
    const heard = await post(`/v1/calls/${teller.call()}/ended`, { why: 'hung up' });
    expect(expectProblem(heard, 'invalid-request').errors).toMatchObject([{ pointer: '/why' }]);
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
