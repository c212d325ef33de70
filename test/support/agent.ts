import { randomUUID } from 'node:crypto';
import type { Problem } from '../../src/contracts/problem.ts';
import type { Reply } from '../../src/contracts/reply.ts';

/** What came back over HTTP. */
export interface Heard<T = Reply> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

interface Options {
  readonly key?: string;
  readonly apiKey?: string;
}

/** A voice agent, as the API sees one: plain HTTP. */
export function agentOf(url: string, apiKey: string) {
  async function send<T = Reply>(
    method: string,
    path: string,
    body?: unknown,
    options: Options = {},
  ): Promise<Heard<T>> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${options.apiKey ?? apiKey}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(method === 'POST' && { 'Idempotency-Key': options.key ?? randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
  }

  const agent = {
    send,
    start: (call: string, body: unknown, options?: Options) =>
      send('POST', `/v1/calls/${call}/intents`, body, options),
    turn: (intentId: string, turn: number, answer: unknown, options?: Options) =>
      send('POST', `/v1/intents/${intentId}/turns`, { turn, answer }, options),
    look: (intentId: string, query = '') => send('GET', `/v1/intents/${intentId}${query}`),

    // The same as an agent does it, which repeats what was not heard.

    /** Starts an intent: the reply, or `working` where it is not there in the budget. */
    heardStart: (call: string, body: unknown, options: Options = { key: randomUUID() }) =>
      heard(() => agent.start(call, body, options)),
    /** Answers a reply: the next one, or `working` where it is not there in the budget. */
    heardTurn: (intentId: string, turn: number, answer: unknown, options: Options = { key: randomUUID() }) =>
      heard(() => agent.turn(intentId, turn, answer, options)),
    /** What there is of an intent, and `working` too. */
    heardLook: (intentId: string, query = '') => heard(() => agent.look(intentId, query)),
    ended: (call: string, options: Options = { key: randomUUID() }) =>
      heard(() => send<undefined>('POST', `/v1/calls/${call}/ended`, {}, options)),

    /** Cancels an intent, and waits out `working`: its repeat gets the reply that is owed. */
    async cancel(intentId: string, options: Options = { key: randomUUID() }): Promise<Heard> {
      for (;;) {
        const cancel = () => send('POST', `/v1/intents/${intentId}/turns`, { cancel: true }, options);
        const canceled = await heard(cancel);
        if (canceled.body.status !== 'working') return canceled;
      }
    },
    /** Starts an intent, and waits out `working`. */
    async begin(call: string, body: unknown, options?: Options): Promise<Reply> {
      return agent.settled((await agent.heardStart(call, body, options)).body);
    },
    /** Answers a reply, and waits out `working`. */
    async answer({ intentId, turn }: Reply, answer: unknown, options?: Options): Promise<Reply> {
      return agent.settled((await agent.heardTurn(intentId, turn, answer, options)).body);
    },
    /** The reply that is owed, once it is there. */
    async settled(reply: Reply): Promise<Reply> {
      let latest = reply;
      while (latest.status === 'working')
        latest = (await agent.heardLook(latest.intentId, `?turn=${latest.turn + 1}&wait=20`)).body;
      return latest;
    },
    /** The reply after `with_support`, which comes without a turn. */
    async afterSupport(reply: Reply): Promise<Reply> {
      let latest = reply;
      while (latest.turn <= reply.turn)
        latest = (await agent.heardLook(latest.intentId, `?turn=${reply.turn + 1}&wait=20`)).body;
      return latest;
    },
  };
  return agent;
}

/** Repeats the same request, under the same key, for as long as it was not heard. */
async function heard<T>(request: () => Promise<Heard<T>>): Promise<Heard<T>> {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503) return answer;
    await new Promise((resume) => setTimeout(resume, Number(answer.headers.get('Retry-After')) * 1_000));
  }
}

export type Agent = ReturnType<typeof agentOf>;

/** A problem's body, told by its status. */
export function problemIn(heard: Heard<unknown>): Problem {
  if (heard.status < 400) throw new Error(`Not a problem: ${JSON.stringify(heard.body)}`);
  return heard.body as Problem;
}

/** A reply but for its token, which is minted anew on every look. */
export function withoutToken({ callerToken: _, ...reply }: Reply): Omit<Reply, 'callerToken'> {
  return reply;
}
