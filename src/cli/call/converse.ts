import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import type { IntentKind } from '../../contracts/intent.ts';
import type { Reply } from '../../contracts/reply.ts';
import { WrongUsage } from '../wrong-usage.ts';
import { answerFrom, optionsFor } from './answering.ts';
import { type ApiClient, ApiProblem } from './api-client.ts';
import { type CallOptions, factsAtStart, startBody } from './options.ts';
import { Cancel, type Person } from './person.ts';
import type { Screen } from './screen.ts';

interface Call {
  readonly id: string;
  readonly intent: IntentKind;
  readonly options: CallOptions;
  readonly api: ApiClient;
  readonly screen: Screen;
  /** Asked for what the command line does not say; without one that is wrong usage. */
  readonly person: Person | undefined;
}

/** Plays the agent for one intent to its last reply. A call that cannot go on is hung up, so that nothing waits for it. */
export async function converse(call: Call): Promise<Reply> {
  const { id, intent, options, api } = call;
  const first = await api.start(id, startBody(intent, options));
  try {
    return await toTheEnd(first, call);
  } catch (error) {
    await api.hangUp(id);
    throw error;
  }
}

async function toTheEnd(first: Reply, { intent, options, api, screen, person }: Call): Promise<Reply> {
  const said = new Set(piecesOf({ identity: factsAtStart(intent, options) }));
  let reply = first;
  for (;;) {
    screen.reply(reply);
    const { status, expects } = reply;
    if (status === 'done') return reply;
    reply = expects ? await answer(reply, expects) : await nextReply(reply, api, screen);
  }

  /** From the command line, but nothing twice: what was not right will not be. A person may try until it fits. */
  async function answer(asking: Reply, expects: Expectation): Promise<Reply> {
    const given = answerFrom(options, expects);
    const pieces = given ? piecesOf(given) : [];
    const known = pieces.some((piece) => !said.has(piece)) ? given : undefined;
    for (const piece of pieces) said.add(piece);
    if (known) screen.caller(known);
    if (!known && !person)
      throw new WrongUsage(`Nothing more is given to answer that with. It takes ${optionsFor(expects)}.`);
    try {
      return await api.turn(asking, known ?? (await (person as Person).answer(expects)));
    } catch (error) {
      if (error instanceof Cancel) return api.cancel(asking);
      if (!person || !(error instanceof ApiProblem) || error.problem.status !== 422) throw error;
      screen.problem(error.problem);
      return asking;
    }
  }
}

/** What an answer brings: each fact of an identity counts for itself. */
function piecesOf(answer: Answer): string[] {
  return answer.identity ? Object.keys(answer.identity) : [JSON.stringify(answer)];
}

/** Waits out what takes its time, and tells what is said meanwhile. */
async function nextReply(current: Reply, api: ApiClient, screen: Screen): Promise<Reply> {
  if (current.status === 'with_support')
    screen.note('waiting for a person to decide (npm run tasks -- list); Ctrl-C hangs up, and it goes on');
  else screen.note('waiting for the reply');
  let latest = current;
  while (latest.turn === current.turn && latest.status === current.status && latest.say === current.say)
    latest = await api.next(current);
  return latest;
}
