import { createInterface } from 'node:readline/promises';
import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import { type IntentKind, intentKind } from '../../contracts/intent.ts';
import { pick } from './answering.ts';

/** Thrown where the caller wants to stop the intent, but stay on the line. */
export class Cancel extends Error {}

/** Whoever types what the caller says. */
export interface Person {
  intent(): Promise<IntentKind>;
  contact(): Promise<{ email?: string; phone?: string }>;
  answer(expects: Expectation): Promise<Answer>;
  close(): void;
}

/** A person at the terminal. `onGone` is called when they press Ctrl-C or the input ends. */
export function personAtTerminal(onGone: () => void): Person {
  const { stdin: input, stdout: output } = process;
  const terminal = createInterface({ input, output, terminal: input.isTTY && output.isTTY });
  // By its iterator, not by `question`, which would lose lines that arrive before they are asked for.
  const lines = terminal[Symbol.asyncIterator]();
  terminal.on('SIGINT', onGone);

  async function hear(prompt: string): Promise<string> {
    terminal.setPrompt(`  ${prompt}: `);
    terminal.prompt();
    const line: IteratorResult<string, unknown> = await lines.next();
    if (line.done) {
      onGone();
      return new Promise(() => undefined);
    }
    const said = line.value.trim();
    if (/^cancel$/i.test(said)) throw new Cancel();
    return said;
  }

  async function until<T>(prompt: string, read: (said: string) => T | undefined): Promise<T> {
    for (;;) {
      const answer = read(await hear(prompt));
      if (answer !== undefined) return answer;
    }
  }

  async function identity(expects: Extract<Expectation, { kind: 'identity' }>): Promise<Answer> {
    const facts: Record<string, string> = {};
    while (Object.keys(facts).length === 0)
      for (const fact of expects.accepts) {
        if (Object.keys(facts).length >= expects.needed) break;
        const said = await hear(`${factNames[fact]} (empty: not said)`);
        if (said !== '') facts[fact] = said;
      }
    return { identity: facts };
  }

  return {
    intent: async () => {
      intentKind.options.forEach((kind, index) => {
        console.log(`  ${index + 1}  ${kind}`);
      });
      const kinds = intentKind.options.map((id) => ({ id }));
      return (await until('which intent', (said) => pick(kinds, said))).id;
    },
    contact: async () => contactFrom(await hear('the caller’s email or phone (empty: unknown)')),
    answer: async (expects) => {
      switch (expects.kind) {
        case 'contact':
          return { contact: await until('email or phone', (said) => (said ? contactFrom(said) : undefined)) };
        case 'identity':
          return identity(expects);
        case 'one_time_code':
          return until(
            'the code (one that no channel sent is at /outbox), or "resend sms", "resend email"',
            codeFrom,
          );
        case 'choice':
          return { choice: (await until('which one', (said) => pick(expects.options, said))).id };
        case 'amount':
          return { amount: await until('how much', (said) => said || undefined) };
        case 'confirmation':
          return { confirm: await until('yes or no', yesOrNo) };
        case 'text':
          return { text: await until('what the caller says', (said) => said || undefined) };
      }
    },
    close: () => terminal.close(),
  };
}

const factNames = {
  last4: 'last four digits of the card',
  amount: 'the payment’s amount, such as 42.50',
  date: 'its date, YYYY-MM-DD',
  postalCode: 'postal code',
} as const;

function contactFrom(said: string): { email?: string; phone?: string } {
  if (said === '') return {};
  return said.includes('@') ? { email: said } : { phone: said.replace(/[\s().-]/g, '') };
}

function codeFrom(said: string): Answer | undefined {
  // Read out, it is mostly written in groups.
  const digits = said.replace(/[\s-]/g, '');
  if (/^\d+$/.test(digits)) return { code: digits };
  const [, channel] = /^resend (sms|email)$/i.exec(said) ?? [];
  return channel === undefined ? undefined : { resend: channel.toLowerCase() as 'sms' | 'email' };
}

function yesOrNo(said: string): boolean | undefined {
  if (/^y(es)?$/i.test(said)) return true;
  return /^no?$/i.test(said) ? false : undefined;
}
