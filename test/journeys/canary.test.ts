import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type Stripe from 'stripe';
import type { OutboxEntry } from '../../src/platform/outbox.ts';
import { decide } from '../../src/workflows/messages.ts';
import { ask, connect, pay, useSandbox } from '../sandbox/sandbox.ts';
import { type Agent, agentOf } from '../support/agent.ts';
import { onDisk } from '../support/disk.ts';
import { type Processes, startProcesses } from '../support/processes.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const mark = randomUUID().replaceAll('-', '');
const CARD = ['4000056655665556', '4000 0566 5566 5556'] as const;

/** What is to be found nowhere, each so rare that a hit is no chance. */
const marksOf = (name: string) => ({
  card: CARD[0] as string,
  cardInGroups: CARD[1] as string,
  email: `email.${name}@example.com`,
  phone: `+1415555${randomInt(1_000, 10_000)}`,
  name: `Name${name}`,
  postalCode: `Z${name.slice(0, 8)}`,
  apiKey: `key-${name}`,
  secretKey: `sk_test_${name}`,
  words: `It never arrived ${name}`,
  callId: `call-${name}`,
  idempotencyKey: `idempotency-${name}`,
  /** Known once the caller is verified. */
  callerToken: `no token yet ${name}`,
  /** Known once it is written to the caller. */
  code: `no code yet ${name}`,
});
type Marks = ReturnType<typeof marksOf>;
const marked = marksOf(mark);

/** What no Workflow, Activity or search attribute is ever given, encrypted or not. */
const NEVER_SENT = [
  'card',
  'cardInGroups',
  'apiKey',
  'secretKey',
  'callId',
  'idempotencyKey',
  'callerToken',
  'code',
];

/** Where a call is made. */
interface Place {
  readonly tenant: string;
  readonly agent: Agent;
  readonly stripe: Stripe;
  control<T>(method: string, path: string, body?: object): Promise<T>;
  outbox(to: string): Promise<OutboxEntry[]>;
}

const tenant = `canary-${mark.slice(0, 8)}`;
// A person decides, and a code is asked for before.
const policy = { refund: { authenticateAbove: { usd: 100_00 } } };
const sandbox = useSandbox();
let processes: Processes;
let agent: Agent;
let temporal: Client;

beforeAll(async () => {
  const sandboxUrl = `http://127.0.0.1:${sandbox.port}`;
  const { apiKey, secretKey } = marked;
  processes = await startProcesses({ tenant, apiKey, secretKey, sandboxUrl, policy });
  agent = agentOf(processes.url, apiKey);
  const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
  // Without our codec: what it writes is as clear as what a mistake of ours would write.
  temporal = new Client({ connection });
}, 90_000);

afterAll(async () => {
  await temporal.connection.close();
  await processes.end();
});

/** Which of the marked values stand in there. */
function found(place: Buffer | string, marks: Marks = marked): string[] {
  const names = Object.entries(marks).filter(([, value]) => holds(place, value));
  return names.map(([name]) => name);
}

/** Six digits stand in many a longer number or hash by chance: those are no code. */
function holds(place: Buffer | string, value: string): boolean {
  if (!/^\d{6}$/.test(value)) return place.includes(value);
  return new RegExp(`(?<![\\w.-])${value}(?![\\w-])`).test(place.toString('latin1'));
}

/** A call in which all of it is said, Stripe fails once, and a person decides. */
async function call(place: Place, marks: Marks): Promise<void> {
  const { agent, stripe } = place;
  const { email, phone, name, postalCode, words, callId, idempotencyKey: key } = marks;
  const address = { postal_code: postalCode };
  const customer = await stripe.customers.create({ email, phone, name, address });
  await pay(stripe, { customer: customer.id, amount: 350_00 });
  await place.control('POST', '/faults', { kind: 'status', status: 500, path: '/v1/charges', times: 2 });

  const reason = `${words}, paid by ${CARD[0]}, that is ${CARD[1]}`;
  const start = { intent: 'refund', caller: { email, phone }, details: { reason } };
  const first = await agent.begin(callId, start, { key });
  const wrong = await agent.answer(first, { identity: { last4: '0000', postalCode } }, { key: `${key}-2` });
  const confirm = await agent.answer(wrong, { identity: { last4: '4242', amount: '350' } });
  marks.callerToken = confirm.callerToken ?? '';
  expect(marks.callerToken).toMatch(/^eyJ/);
  const choice = await agent.answer(confirm, { confirm: true });
  if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
  const asked = await agent.answer(choice, { choice: choice.expects.options[0]?.id });
  const [message] = await place.outbox(email);
  marks.code = message?.text.slice(0, 6) ?? '';
  // The next one: it must not be known either, nor tell of the right one.
  const near = String((Number(marks.code) + 1) % 1e6).padStart(6, '0');
  const missed = await agent.answer(asked, { code: near });
  const held = await agent.answer(missed, { code: marks.code }, { key: `${key}-3` });
  expect(held).toMatchObject({ status: 'with_support' });
  const intent = temporal.workflow.getHandle(`intent/${place.tenant}/${held.intentId}`);
  await intent.signal(decide, {
    // The second: what was agreed to before the code was another decision.
    task: `${held.intentId}-2`,
    verdict: 'approve',
    version: 1,
    reason: 'Looked at it',
  });
  expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
  const { callerToken } = marks;
  const again = await agent.begin(callId, { intent: 'refund', caller: { email }, callerToken });
  expect(again).toMatchObject({ outcome: 'completed', facts: { payment: { amount: { value: 350_00 } } } });
  await dispute(place, marks, customer.id);
}

/** What is said of a disputed payment, which its case keeps, and which is staged as evidence at Stripe. */
async function dispute({ agent, stripe, control }: Place, marks: Marks, customer: string): Promise<void> {
  const { email, words, callId, callerToken } = marks;
  const { id: payment } = await pay(stripe, { customer, amount: 80_00 });
  const { id } = await control<{ id: string }>('POST', '/disputes', { payment_intent: payment });
  const details = { payment, reason: words };
  const told = await agent.begin(callId, { intent: 'dispute', caller: { email }, callerToken, details });
  expect(told).toMatchObject({ outcome: 'completed', facts: { dispute: { dispute: id }, said: words } });
  await until('it is staged', async () => {
    const { evidence } = await stripe.disputes.retrieve(id);
    return evidence.uncategorized_text?.includes(words) === true;
  });
}

/** Requests that nothing good can be answered to, with all of it in them. */
async function problems(): Promise<string[]> {
  const { callId, idempotencyKey: key, apiKey, words, email, phone } = marked;
  const path = `/v1/calls/${callId}/intents`;
  const { callerToken } = marked;
  const body = { intent: 'refund', caller: { email, phone }, callerToken, details: { reason: words } };
  const answers = await Promise.all([
    agent.send('POST', path, { ...body, intent: words }, { key }),
    agent.send('POST', path, { ...body, caller: { email: `${email} `, phone: marked.name } }),
    agent.send('POST', path, { ...body, details: { ...marked } }),
    agent.send('POST', path, { ...body, details: { payment: CARD[0], last4: CARD[1] } }),
    agent.send('POST', path, { ...body, language: words }),
    agent.send('POST', path, body, { apiKey: `${apiKey}-not`, key }),
    agent.send('POST', path, [marked]),
    agent.send('POST', path, 'x'.repeat(100_000) + JSON.stringify(marked)),
    agent.send('POST', `/v1/intents/${mark}/turns`, { turn: 1, answer: { text: words } }),
    agent.send('POST', `/v1/intents/${'x'.repeat(22)}/turns`, { turn: 1, answer: { code: marked.code } }),
    agent.send('POST', `/v1/intents/${mark}/turns`, { turn: 1, answer: { code: marked.code, text: words } }),
    agent.send('GET', `/v1/intents/${callId}?turn=${encodeURIComponent(words)}`),
    agent.send('GET', `/${encodeURIComponent(words)}/${callId}?${new URLSearchParams({ email })}`),
    agent.send('PATCH', path, body),
  ]);
  for (const { status } of answers) expect([400, 401, 404, 405, 413, 422]).toContain(status);
  return answers.map((answer) => JSON.stringify([answer.body, [...answer.headers]]));
}

/** What the codec route refuses. */
async function codecRefusals(): Promise<string[]> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const payload = {
    metadata: {
      encoding: base64('binary/encrypted'),
      namespace: base64('default'),
      workflow: base64(`intent/${tenant}/${marked.callId}`),
    },
    data: base64(JSON.stringify(marked).padEnd(2_000)),
  };
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${processes.codecUrl}${path}`, { method: 'POST', body: text, headers });
    expect([400, 403, 404]).toContain(answer.status);
    return JSON.stringify([...answer.headers]) + (await answer.text());
  };
  return Promise.all([
    send('/decode', { payloads: [payload] }),
    send('/decode', `${JSON.stringify(marked)}, and no JSON`),
    send('/decode', { payloads: [payload] }, { Origin: `http://${mark}.example.com` }),
    send(`/encode/${marked.callId}`, { payloads: [payload] }),
  ]);
}

describe('what is marked', () => {
  test('was said, refused and decided on, and is found in no file, log, problem or refusal', async () => {
    const { secretKey } = marked;
    const stripe = connect(sandbox.port, secretKey);
    const control = <T>(method: string, path: string, body?: object) =>
      ask<T>(sandbox.port, secretKey, body ? [method, path, body] : [method, path]);
    const outbox = async (to: string) => (await processes.outbox()).filter((entry) => entry.to === to);
    await call({ tenant, agent, stripe, control, outbox }, marked);
    const bodies = await problems();
    const refusals = await codecRefusals();
    expect(bodies.map((body) => found(body))).toEqual(bodies.map(() => []));
    expect(refusals.map((refusal) => found(refusal))).toEqual(refusals.map(() => []));
    const log = processes.said();
    expect(found(log)).toEqual([]);
    expect(log).toContain('/calls/:callId/intents');
    expect(log).toContain(`"tenant":"${tenant}"`);
    expect(found(await onDisk())).toEqual([]);
    // And would be found there.
    const { words, code } = marked;
    expect(found(`${log}${JSON.stringify({ level: 'info', msg: words })}`)).toEqual(['words']);
    expect(found(`${bodies.join()}${JSON.stringify({ detail: `${code} is wrong.` })}`)).toEqual(['code']);
  }, 120_000);

  describe('where the codec is switched off', () => {
    const teller = useTeller({ tenants: { demo: { policy } }, encoded: {} });

    test('is found, all of it that reaches Temporal at all', async () => {
      const { id, apiKey, secretKey } = teller.tenant();
      const clear = { ...marksOf(randomUUID().replaceAll('-', '')), apiKey, secretKey };
      const { outbox, control } = teller;
      await call({ tenant: id, agent: teller.agent(), stripe: teller.stripe(), control, outbox }, clear);
      const reaching = Object.keys(clear).filter((name) => !NEVER_SENT.includes(name));
      for (let reads = 0; reads < 60 && found(await onDisk(), clear).length < reaching.length; reads += 1)
        await pause(500);
      expect(found(await onDisk(), clear)).toEqual(reaching);
    }, 120_000);
  });
});
