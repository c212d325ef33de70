import type { Duration } from './policy.ts';
import { isCurrency, numberAt, PERCENT, wordsOf } from './promise.ts';

/** How long a discount was promised for. `lasting`: of every bill, with no end; months that are no number are of no offer. */
export type HeardDuration = 'forever' | 'lasting' | { readonly months: number };

const setOf = (words: string) => new Set(words.split(' '));

/** In months; what is counted in days or weeks is no offer's. */
const spans = new Map<string, number>([
  ...[...setOf('month months mes meses mois monat monate monaten')].map((word): [string, number] => [
    word,
    1,
  ]),
  ...[...setOf('year years ano anos an ans annee annees jahr jahre jahren')].map((word): [string, number] => [
    word,
    12,
  ]),
  ...[...setOf('day days week weeks dia dias semana semanas jour jours semaine semaines')].map(
    (word): [string, number] => [word, Number.NaN],
  ),
  ...[...setOf('tag tage tagen woche wochen')].map((word): [string, number] => [word, Number.NaN]),
]);

const leads = setOf('for during over por para durante pour pendant durant fur wahrend uber');
const fillers = setOf(
  'the next first coming whole full entire los las el la proximo proximos proximas siguientes primeros todo ' +
    'les le la prochains prochaines premiers premieres toute die das den nachsten ersten kommenden ganze ganzes',
);
/** What is counted in front of a lead without being a promise: a customer for three years, valid for a month. */
const otherwise = setOf(
  'been valid good holds customer cliente valido valida client valable kunde kundin gultig',
);
const otherwiseWithin = 5;

const per = setOf('a per al por par pro im');
const reductions = setOf('off discount reduction descuento rebaja remise rabais rabatt nachlass');
const every = setOf('each every cada chaque jede jeder jeden jedes jedem');

const forever = [
  'forever|for ever|for good|for life|lifetime|permanent|permanently|indefinitely',
  'para siempre|de por vida|permanente|permanentemente|indefinidamente',
  'pour toujours|a vie|permanente|indefiniment',
  'fur immer|dauerhaft|dauerhaften|dauerhafter|lebenslang|lebenslangen|auf dauer|unbefristet',
].join('|');
const isForever = new RegExp(` (?:${forever}) `);

/** The duration that a promise names, in any of the four languages. Undefined where it names none. */
export function durationIn(promise: string): HeardDuration | undefined {
  const words = wordsOf(promise);
  for (let at = 0; at < words.length; at += 1) {
    const months = monthsAt(words, at);
    if (months !== undefined) return { months };
  }
  if (isForever.test(` ${words.join(' ')} `)) return 'forever';
  return words.some((word, at) => every.has(word) || isRate(words, at)) ? 'lasting' : undefined;
}

/** Whether an offer lasts as long as was promised. */
export function lasts(duration: Duration, heard: HeardDuration): boolean {
  if (typeof heard === 'object') return typeof duration === 'object' && duration.months === heard.months;
  return heard === 'forever' ? duration === 'forever' : duration !== 'once';
}

/** "For a year", "for the next 3 months", "drei Monate lang". */
function monthsAt(words: readonly string[], at: number): number | undefined {
  const isLed = leads.has(words[at] ?? '');
  let from = isLed ? at + 1 : at;
  while (isLed && fillers.has(words[from] ?? '')) from += 1;
  const number = numberAt(words, from);
  const end = number?.end ?? from;
  const span = spans.get(words[end] ?? '');
  if (span === undefined || (!number && from === at + 1)) return undefined;
  if (!isLed) return number && words[end + 1] === 'lang' ? number.value * span : undefined;
  if (words.slice(Math.max(0, at - otherwiseWithin), at).some((word) => otherwise.has(word)))
    return undefined;
  return (number?.value ?? 1) * span;
}

/** "5 dollars a month"; beside a percentage, an amount is what something costs. */
function isRate(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  if (!per.has(words[at] ?? '') || !spans.has(words[at + 1] ?? '') || words[at + 2] === 'ago') return false;
  return before === PERCENT || reductions.has(before) || (isCurrency(before) && !words.includes(PERCENT));
}
