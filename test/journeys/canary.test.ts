import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { decide } from '../../src/workflows/messages.ts';
import { ask, connect, pay, useSandbox } from '../sandbox/sandbox.ts';
import { type Agent, agentOf } from '../support/agent.ts';
import { onDisk } from '../support/disk.ts';
import { type Processes, startProcesses } from '../support/processes.ts';
import { until } from '../support/until.ts';

const mark = randomUUID().replaceAll('-', '');
const CARD = ['4000056655665556', '4000 0566 5566 5556'] as const;

/** What must be found nowhere, each so rare that a hit is no chance. */
const marked = {
  card: CARD[0],
  cardInGroups: CARD[1],
  email: `email.${mark}@example.com`,
  phone: `+1415555${randomInt(1_000, 10_000)}`,
  name: `Name${mark}`,
  postalCode: `Z${mark.slice(0, 8)}`,
  apiKey: `key-${mark}`,
  secretKey: `sk_test_${mark}`,
  words: `It never arrived ${mark}`,
  callId: `call-${mark}`,
  idempotencyKey: `idempotency-${mark}`,
  /** Known once the caller is verified. */
  callerToken: `no token yet ${mark}`,
  /** Known once it is written to the caller. */
  code: `no code yet ${mark}`,
};

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
function found(place: Buffer | string): string[] {
  const names = Object.entries(marked).filter(([, value]) => holds(place, value));
  return names.map(([name]) => name);
}

/** Six digits stand in many a longer number or hash by chance: those are no code. */
function holds(place: Buffer | string, value: string): boolean {
  if (!/^\d{6}$/.test(value)) return place.includes(value);
  return new RegExp(`(?<![\\w.-])${value}(?![\\w-])`).test(place.toString('latin1'));
}

/** A call in which all of it is said, Stripe fails once, and a person decides. */
async function call(): Promise<void> {
  const stripe = connect(sandbox.port, marked.secretKey);
  const { email, phone, name, postalCode, words, callId, idempotencyKey: key } = marked;
  const address = { postal_code: postalCode };
  const customer = await stripe.customers.create({ email, phone, name, address });
  await pay(stripe, { customer: customer.id, amount: 350_00 });
  const response = await fetch(`http://127.0.0.1:${sandbox.port}/_sandbox/faults`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${marked.secretKey}` },
    body: JSON.stringify({ kind: 'status', status: 500, path: '/v1/charges', times: 2 }),
  });
  expect(response.status).toBeLessThan(300);

  const reason = `${words}, paid by ${CARD[0]}, that is ${CARD[1]}`;
  const start = { intent: 'refund', caller: { email, phone }, details: { reason } };
  const first = await agent.begin(callId, start, { key });
  const wrong = await agent.answer(first, { identity: { last4: '0000', postalCode } }, { key: `${key}-2` });
  const confirm = await agent.answer(wrong, { identity: { last4: '4242', amount: '350' } });
  marked.callerToken = confirm.callerToken ?? '';
  expect(marked.callerToken).toMatch(/^eyJ/);
  const choice = await agent.answer(confirm, { confirm: true });
  if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
  const asked = await agent.answer(choice, { choice: choice.expects.options[0]?.id });
  const [message] = await processes.outbox();
  expect(message).toMatchObject({ to: email });
  marked.code = message?.text.slice(0, 6) ?? '';
  // The next one: it must not be known either, nor tell of the right one.
  const near = String((Number(marked.code) + 1) % 1e6).padStart(6, '0');
  const missed = await agent.answer(asked, { code: near });
  const held = await agent.answer(missed, { code: marked.code }, { key: `${key}-3` });
  expect(held).toMatchObject({ status: 'with_support' });
  const intent = temporal.workflow.getHandle(`intent/${tenant}/${held.intentId}`);
  await intent.signal(decide, {
    task: `${held.intentId}-1`,
    verdict: 'approve',
    version: 1,
    reason: 'Looked at it',
  });
  expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
  const { callerToken } = marked;
  const again = await agent.begin(callId, { intent: 'refund', caller: { email }, callerToken });
  expect(again).toMatchObject({ outcome: 'completed', facts: { payment: { amount: { value: 350_00 } } } });
  await dispute(customer.id);
}

/** What is said of a disputed payment, which its case keeps, and which is staged as evidence at Stripe. */
async function dispute(customer: string): Promise<void> {
  const { email, words, callId, callerToken, secretKey } = marked;
  const stripe = connect(sandbox.port, secretKey);
  const { id: payment } = await pay(stripe, { customer, amount: 80_00 });
  const { id } = await ask<{ id: string }>(sandbox.port, secretKey, [
    ...(['POST', '/disputes'] as const),
    { payment_intent: payment },
  ]);
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
    await call();
    const bodies = await problems();
    const refusals = await codecRefusals();
    expect(bodies.map(found)).toEqual(bodies.map(() => []));
    expect(refusals.map(found)).toEqual(refusals.map(() => []));
    const log = processes.said();
    expect(found(log)).toEqual([]);
    expect(log).toContain('/calls/:callId/intents');
    expect(log).toContain(`"tenant":"${tenant}"`);
    expect(found(await onDisk())).toEqual([]);
  }, 60_000);

  test('is found, all of it, where the codec is switched off', async () => {
    const workflow = { workflowId: `plain/${mark}`, taskQueue: 'nobody', args: [{ details: marked }] };
    const handle = await temporal.workflow.start('refund', workflow);
    const all = Object.keys(marked);
    await until('all of it is on disk', async () => found(await onDisk()).length === all.length);
    expect(found(await onDisk())).toEqual(all);
    await handle.terminate();
  });
});
