import fc from 'fast-check';
import type { Money } from '../../src/domain/money.ts';
import { speechIn } from '../../src/speech/index.ts';
import { samplesIn } from './samples.ts';

/** One sentence, said in a language of the same facts as in every other. */
export interface Said {
  /** `group.name` in the catalogue. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly say: string;
}

type Sentences = Readonly<Record<string, (...args: readonly unknown[]) => string>>;
type Arguments = Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>>;

/** Parts of a question, no sentences of their own. */
const parts = new Set([
  'stage.option',
  'stage.earlierPayment',
  'subscription.option',
  'subscription.another',
  'subscription.purpose',
  'subscription.subject',
  'one_time_code.contact',
  'one_time_code.subject',
  'refund.purpose',
  'discount.option',
  'discount.somethingElse',
  'discount.subject',
  'dispute.subject',
  'settlement.subject',
  'follow_up.subject',
  'support.subject',
  // Begins with the code, to be seen on a locked telephone.
  'one_time_code.message',
]);

/** Says all that a catalogue holds, whatever it holds, with many facts; the same ones in each language. */
export function everythingIn(language: string): Said[] {
  const words = speechIn(language);
  const samples: Readonly<Record<string, Arguments | undefined>> = samplesIn(words);
  return Object.entries(words)
    .filter(([group]) => group !== 'terms')
    .flatMap(([group, sentences]: [string, Sentences]) =>
      Object.entries(sentences).flatMap(([name, sentence]) => {
        const any = samples[group]?.[name];
        if (!any) throw new Error(`${group}.${name} has no sample arguments in samples.ts`);
        return fc.sample(any, { seed: 8, numRuns: 100 }).map((args) => ({
          name: `${group}.${name}`,
          args,
          say: sentence(...args),
        }));
      }),
    );
}

export function isPart({ name }: Said): boolean {
  return parts.has(name);
}

/** Every amount among the facts. */
export function amountsIn(facts: unknown): Money[] {
  if (typeof facts !== 'object' || facts === null) return [];
  if ('value' in facts && 'currency' in facts) return [facts as Money];
  return Object.values(facts).flatMap(amountsIn);
}

/** The figures that are heard, in order of size: where they stand differs from language to language. */
export function figuresIn(say: string): string {
  const ungrouped = say.replace(/(?<=\d),(?=\d{3}\b)/g, '');
  return (ungrouped.match(/\d+/g) ?? []).sort().join(' ');
}

/** What is cached as audio. */
export function firstSentence(say: string): string {
  return /^.*?[.?!](?= |$)/.exec(say)?.[0] ?? say;
}
