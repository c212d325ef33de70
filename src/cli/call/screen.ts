import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { Reply } from '../../contracts/reply.ts';
import { amountShown } from '../amount.ts';

/** What a person, or with `json` a program, sees of a call. */
export interface Screen {
  reply(reply: Reply): void;
  /** What the caller says. */
  caller(answer: Answer): void;
  /** About the call, not of it. */
  note(line: string): void;
  problem(problem: Problem): void;
}

/** Replies go to the output; what is said about them to the errors, so that with `json` the output holds replies only. */
export function openScreen({ json }: { json: boolean }): Screen {
  const out = (line: string) => console.log(line);
  const aside = (line: string) => console.error(line);
  if (json)
    return {
      reply: (reply) => out(JSON.stringify(reply)),
      caller: () => undefined,
      note: () => undefined,
      problem: (problem) => aside(JSON.stringify(problem)),
    };
  return {
    reply: (reply) => out(replyLines(reply).join('\n')),
    caller: (answer) => out(`  caller   ${answerLine(answer)}`),
    note: (line) => out(`  ${line}`),
    problem: (problem) => aside(problemLines(problem).join('\n')),
  };
}

function replyLines({ turn, status, reference, say, expects, outcome, handoff }: Reply): string[] {
  const head = status === 'working' ? 'working' : `${turn} ${status}${outcome ? `, ${outcome}` : ''}`;
  return [
    '',
    `${reference}  ${head}`,
    `  agent    ${say}`,
    ...(expects ? expectsLines(expects) : []),
    ...(handoff ? [`  transfer to ${handoff.queue}: ${handoff.reason.replaceAll('_', ' ')}`] : []),
  ];
}

function expectsLines(expects: Expectation): string[] {
  const line = (about: string) => `  expects  ${expects.kind}${about && `: ${about}`}`;
  switch (expects.kind) {
    case 'contact':
      return [line(expects.accepts.join(' or '))];
    case 'identity':
      return [line(`${expects.needed} of ${expects.accepts.join(', ')}; tries left: ${expects.triesLeft}`)];
    case 'one_time_code':
      return [line(`${expects.digits} digits, sent to ${expects.sentTo}; tries left: ${expects.triesLeft}`)];
    case 'choice':
      return [line(''), ...expects.options.map(({ say }, index) => `           ${index + 1}  ${say}`)];
    case 'amount':
      return [line(`at most ${amountShown(expects.max)}`)];
    case 'confirmation': {
      const { action, amount, card, repeats } = expects.about;
      const what = [action, amount && amountShown(amount), card && `${card.brand} ${card.last4}`];
      return [line(what.filter(Boolean).join(', ') + (repeats ? `; sent already on ${repeats.date}` : ''))];
    }
    case 'text':
      return [line(expects.about)];
  }
}

/** A problem as the API words it: what is wrong, and what to do. */
export function problemLines({ status, title, detail, errors = [], say, requestId }: Problem): string[] {
  return [
    `${status} ${title}.${detail === undefined ? '' : ` ${detail}`}`,
    ...errors.map(({ pointer, detail }) => `  ${pointer}  ${detail}`),
    ...(say === undefined ? [] : [`  agent    ${say}`]),
    ...(requestId === undefined ? [] : [`  request ${requestId}`]),
  ];
}

function answerLine(answer: Answer): string {
  const words = Object.values(answer).map((said) => {
    if (typeof said === 'boolean') return said ? 'yes' : 'no';
    if (typeof said !== 'object') return said;
    return Object.entries(said)
      .map(([name, value]) => `${name} ${shown(value)}`)
      .join(', ');
  });
  return words.join(', ');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
