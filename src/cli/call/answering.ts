import type { Answer } from '../../contracts/answer.ts';
import type { Expectation } from '../../contracts/expectation.ts';
import type { CallOptions } from './options.ts';

type Given = Pick<
  CallOptions,
  'caller' | 'facts' | 'want' | 'reason' | 'promise' | 'choice' | 'confirm' | 'again'
>;

/** What the command line has to say to a question; undefined where it says nothing that fits. */
export function answerFrom(given: Given, expects: Expectation): Answer | undefined {
  switch (expects.kind) {
    case 'contact':
      return Object.keys(given.caller).length > 0 ? { contact: given.caller } : undefined;
    case 'identity': {
      const accepted = Object.entries(given.facts).filter(([fact]) =>
        (expects.accepts as string[]).includes(fact),
      );
      return accepted.length > 0 ? { identity: Object.fromEntries(accepted) } : undefined;
    }
    case 'choice': {
      const option = pick(expects.options, given.choice);
      return option && { choice: option.id };
    }
    case 'amount':
      return given.want === undefined ? undefined : { amount: given.want };
    case 'confirmation':
      // The same money twice takes more than a yes that was given before anything was asked.
      if (given.confirm === undefined || (given.confirm && expects.about.repeats && !given.again))
        return undefined;
      return { confirm: given.confirm };
    case 'text':
      return textFor(given, expects.about);
    case 'one_time_code':
      return undefined;
  }
}

function textFor({ promise, reason }: Given, about: string): Answer | undefined {
  const text = about === 'promise' ? promise : reason;
  return text === undefined ? undefined : { text };
}

/** The options of the command line that would answer a question. */
export function optionsFor(expects: Expectation): string {
  switch (expects.kind) {
    case 'contact':
      return '--email or --phone';
    case 'identity':
      return expects.accepts
        .map((fact) => (fact === 'postalCode' ? '--postal-code' : `--${fact}`))
        .join(', ');
    case 'choice':
      return '--choice with its number';
    case 'amount':
      return '--want with less';
    case 'confirmation':
      return expects.about.repeats ? '--yes --again, or --no' : '--yes or --no';
    case 'text':
      return expects.about === 'promise' ? '--promise' : '--reason';
    case 'one_time_code':
      return 'a terminal, since a code comes during the call';
  }
}

/** An option by its number from 1 on, or by its id. */
export function pick<O extends { id: string }>(
  options: readonly O[],
  said: string | undefined,
): O | undefined {
  if (said === undefined) return undefined;
  return /^\d{1,2}$/.test(said) ? options[Number(said) - 1] : options.find(({ id }) => id === said);
}
