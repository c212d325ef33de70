import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reply } from '../src/contracts/reply.ts';
import { DEMO_KEY } from '../src/platform/first-start.ts';
import type { Waits } from './figures.ts';
import type { Caller } from './sandbox.ts';

/** How often an agent says something again that was not heard. */
const MOST_REPEATS = 5;
/** What somebody takes to say two facts, who says them fast. */
const SPEAK_MILLISECONDS = 300;

/** One call from the first word to the last: what its caller waited for each turn. */
export type MakeCall = (caller: Caller, speakMilliseconds: number) => Promise<Waits>;

/** A refund through the API, as an agent asks for it. `ended` hears the intent's id. */
export function refundCall(api: string, ended: (intentId: string, caller: Caller) => void): MakeCall {
  return async ({ email, identity, customer }, speakMilliseconds) => {
    const turn = (reply: Reply, answer: object) =>
      owed(api, `/v1/intents/${reply.intentId}/turns`, { turn: reply.turn, answer });
    const first = await timed(() =>
      owed(api, `/v1/calls/${randomUUID()}/intents`, { intent: 'refund', caller: { email } }),
    );
    await pause(speakMilliseconds);
    const second = await timed(() => turn(first.value, { identity }));
    await pause(speakMilliseconds);
    const third = await timed(() => turn(second.value, { confirm: true }));
    const { outcome, intentId, say } = third.value;
    if (outcome !== 'completed') throw new Error(`A refund came to ${outcome}: ${say}`);
    ended(intentId, { email, identity, customer });
    return [first.wait, second.wait, third.wait];
  };
}

/** "Did my payment go through?", told everything at once. */
export async function confirmationCall(api: string, { email, identity }: Caller): Promise<string> {
  const { amount, last4 } = identity;
  const body = { intent: 'payment_confirmation', caller: { email }, details: { amount, last4 } };
  const { outcome, intentId, say } = await owed(api, `/v1/calls/${randomUUID()}/intents`, body);
  if (outcome !== 'completed') throw new Error(`A confirmation came to ${outcome}: ${say}`);
  return intentId;
}

/** Two replies to somebody who guesses: the first, and the one to a wrong guess. What is of one call only is left out. */
export async function wrongGuess(api: string, email: string): Promise<{ waits: Waits; replies: string[] }> {
  const call = `/v1/calls/${randomUUID()}/intents`;
  const first = await timed(() => owed(api, call, { intent: 'refund', caller: { email } }));
  const { intentId, turn } = first.value;
  const turns = `/v1/intents/${intentId}/turns`;
  const answer = { identity: { last4: '0000', amount: { value: 1, currency: 'usd' } } };
  await pause(SPEAK_MILLISECONDS);
  const second = await timed(() => owed(api, turns, { turn, answer }));
  // A turn's number also counts who was asked to wait: that is time, which is measured by itself.
  const replies = [first.value, second.value].map((reply) =>
    JSON.stringify({ ...reply, intentId: '', reference: '', turn: 0 }),
  );
  await post(`${api}${turns}`, { cancel: true });
  return { waits: [first.wait, second.wait], replies };
}

/** The same refund through the direct handlers. */
export function directCall(url: string): MakeCall {
  return async ({ email, identity }, speakMilliseconds) => {
    const first = await timed(() => post(`${url}/start`, { email }));
    const call = `${url}/calls/${String(first.value['id'])}`;
    await pause(speakMilliseconds);
    const second = await timed(() => post(`${call}/identity`, identity));
    await pause(speakMilliseconds);
    const third = await timed(() => post(`${call}/yes`, {}));
    const { done } = third.value;
    if (done !== 'completed') throw new Error(`A direct refund came to ${String(done)}.`);
    return [first.wait, second.wait, third.wait];
  };
}

/** Answers with the reply that is owed, waiting out `working` as an agent does. */
async function owed(api: string, path: string, body: object): Promise<Reply> {
  let reply = (await post(`${api}${path}`, body)) as unknown as Reply;
  while (reply.status === 'working') {
    const look = `${api}/v1/intents/${reply.intentId}?turn=${reply.turn + 1}&wait=20`;
    reply = (await read(
      await fetch(look, { headers: { Authorization: `Bearer ${DEMO_KEY}` } }),
    )) as unknown as Reply;
  }
  return reply;
}

/** What was not heard is said again with the same key, and the caller waits for that too. */
async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const headers = {
    Authorization: `Bearer ${DEMO_KEY}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': randomUUID(),
  };
  for (let repeats = 0; ; repeats += 1) {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 503 || repeats === MOST_REPEATS) return read(response);
    await response.body?.cancel();
    await pause(Number(response.headers.get('Retry-After') ?? 1) * 1_000);
  }
}

async function read(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text.trim()}`);
  return JSON.parse(text) as Record<string, unknown>;
}

async function timed<T>(act: () => Promise<T>): Promise<{ value: T; wait: number }> {
  const began = performance.now();
  const value = await act();
  return { value, wait: performance.now() - began };
}
