import { isNumberWord, numberIn } from './number-words.ts';

/**
 * What somebody says that they were promised off. A number that cannot be read is `NaN`, which no offer is. `units`: of
 * the currency, not minor ones; several currencies share a name.
 */
export type Heard =
  | { readonly percent: number }
  | { readonly units: number; readonly currencies: readonly string[] };

/** Stands for it in what `wordsOf` returns, in whatever language. */
export const PERCENT = '%';

const currencies = namesOf([
  ['usd cad aud nzd sgd hkd', '$ dollar dollars dolar dolares buck bucks'],
  ['eur', '€ eur euro euros'],
  ['gbp', '£ gbp pound pounds libra libras livre livres pfund quid'],
  ['chf', 'chf franc francs franco francos franken'],
  ['jpy', '¥ jpy yen yens yenes'],
  ['mxn', 'mxn peso pesos'],
  ...['usd', 'cad', 'aud', 'nzd', 'sek', 'nok', 'dkk', 'pln'].map((code): [string, string] => [code, code]),
]);

/** Hundredths, of whatever was said before. */
const hundredths = namesOf([
  ['usd eur cad aud nzd', 'cent cents centavo centavos centimo centimos centime centimes'],
  ['gbp', 'penny pence penique peniques'],
  ['chf', 'rappen'],
]);

/** What tells one country's money from another's of the same name. */
const nations = namesOf([
  ['usd', 'us usa american americano americanos americana americain americains americaine amerikanische'],
  ['usd', 'amerikanischer amerikanischen estadounidense estadounidenses etatsunien etatsuniens'],
  ['cad', 'canadian canadiense canadienses canadien canadiens kanadische kanadischer kanadischen'],
  ['aud', 'australian australiano australianos australien australiens australische australischer'],
  ['chf', 'swiss suizo suizos suisse suisses schweizer'],
  ['gbp', 'british sterling britanico britanicos esterlina esterlinas britische'],
  ['mxn', 'mexican mexicano mexicanos mexicain mexicains mexikanische'],
]);

/** Between numbers of which only one has its unit said: "5 or 10 dollars", "from 5 to 10 percent". */
const alternatives = new Set('or to till o u a ou oder bis hasta'.split(' '));
/** These only before the one that has it: behind it may come something else. */
const joining = new Set('and y et und'.split(' '));

const articles = new Set('a an un una une ein eine einen einem and y et und con'.split(' '));

/** A number where it stands, and what it is of; a bare one has no unit. */
interface Spot {
  readonly from: number;
  readonly end: number;
  readonly value: number;
  readonly of?: (value: number) => Heard;
}

/** What a text in any of the four languages names as taken off, in its order. */
export function heardIn(text: string): Heard[] {
  const words = wordsOf(text);
  const spots: Spot[] = [];
  for (let at = 0; at < words.length; ) {
    const spot = spotAt(words, at);
    if (spot) spots.push(spot);
    at = spot?.end ?? at + 1;
  }
  return spots.flatMap((spot, index) => (spot.of ?? sharedUnit(words, spots, index))?.(spot.value) ?? []);
}

function spotAt(words: readonly string[], from: number): Spot | undefined {
  const number = numberAt(words, from);
  if (!number) return undefined;
  const { end, value } = number;
  const unit = words[end] ?? '';
  if (unit === PERCENT) return { from, end: end + 1, value, of: (percent) => ({ percent }) };
  const before = currencies.get(words[from - 1] ?? '');
  const named = currencyAt(words, end) ?? (before && currencyIn(words, end, before));
  if (named) {
    const rest = hundredthsAt(words, named.end);
    const of = (units: number) => ({ units, currencies: named.currencies });
    return { from, end: rest?.end ?? named.end, value: rest ? value + rest.value / 100 : value, of };
  }
  const parts = hundredths.get(unit);
  if (!parts) return { from, end, value };
  return { from, end: end + 1, value, of: (hundred) => ({ units: hundred / 100, currencies: parts }) };
}

/** The unit of a neighbour that a bare number shares. */
function sharedUnit(words: readonly string[], spots: readonly Spot[], index: number): Spot['of'] {
  const [before, one, after] = [spots[index - 1], spots[index], spots[index + 1]];
  if (!one || words.slice(one.from, one.end).every((word) => articles.has(word))) return undefined;
  if (after && isLinked(words, one, after, true)) return after.of ?? sharedUnit(words, spots, index + 1);
  return before?.of && isLinked(words, before, one, false) ? before.of : undefined;
}

function isLinked(words: readonly string[], { end }: Spot, { from }: Spot, ahead: boolean): boolean {
  const link = words[end] ?? '';
  // A link that is an article as well has been taken for the beginning of the number behind it.
  return from - end <= 1 && (alternatives.has(link) || (ahead && joining.has(link)));
}

/** The currency that is named here, in one word or with its country. */
function currencyAt(words: readonly string[], at: number) {
  const own = currencies.get(words[at] ?? '');
  if (own) return currencyIn(words, at + 1, own);
  const nation = nations.get(words[at] ?? '');
  const named = currencies.get(words[at + 1] ?? '');
  if (!nation || !named) return undefined;
  return { currencies: named.filter((code) => nation.includes(code)), end: at + 2 };
}

/** A currency, of which the word behind it may say whose it is. */
function currencyIn(words: readonly string[], end: number, named: readonly string[]) {
  const nation = nations.get(words[end] ?? '');
  if (!nation) return { currencies: named, end };
  return { currencies: named.filter((code) => nation.includes(code)), end: end + 1 };
}

/** Words in lower case and without accents, and the signs that count. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(
      /\b(per cent|percent|pour cent|pourcent|por ciento|porciento|por cien|prozent)\b/g,
      ` ${PERCENT} `,
    )
    .replace(/prozentig\p{L}*/gu, ` ${PERCENT} `)
    .replace(/\bu\.? ?s\.?(?=[ -]*(?:dollar|buck|\$))/g, 'us ')
    .replace(/(?<=\d) ?[-–—] ?(?=\d)/g, ' to ')
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ');
  return plain.match(/\d+(?:[.,]\d+)*|[%$€£¥]|\p{L}+/gu) ?? [];
}

/** The longest number that begins here: digits, or words for it. */
export function numberAt(words: readonly string[], from: number): { end: number; value: number } | undefined {
  let end = from;
  // Nothing that is said goes on behind digits.
  while (isNumberPart(words, end) && !(end > from && isDigits(words[end - 1]))) end += 1;
  const run = words.slice(from, end);
  while (run.length > 1 && articles.has(run.at(-1) ?? '') && Number.isNaN(valueIn(run))) {
    run.pop();
    end -= 1;
  }
  if (run.length === 0 || run.every((word) => isJoint(word) && numberIn([word]) === undefined))
    return undefined;
  return { end, value: valueIn(run) };
}

function isNumberPart(words: readonly string[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  // A hundred in French, unless it is the name of a coin.
  if (word === 'cent' || word === 'cents') return isUnit(words[at + 1]);
  return isDigits(word) || isNumberWord(word) || isJoint(word);
}

function isDigits(word: string | undefined): boolean {
  return word !== undefined && /^\d/.test(word);
}

const isJoint = (word: string) => articles.has(word) && word !== 'con';

function isUnit(word: string | undefined): boolean {
  return word === PERCENT || isCurrency(word);
}

/** Whether a word is the name or the sign of a currency. */
export function isCurrency(word: string | undefined): boolean {
  return word !== undefined && currencies.has(word);
}

function valueIn(run: readonly string[]): number {
  const whole = numberOf(run);
  if (whole !== undefined) return whole;
  const first = run.findIndex((word) => !articles.has(word));
  return (first > 0 ? numberOf(run.slice(first)) : undefined) ?? Number.NaN;
}

function numberOf(run: readonly string[]): number | undefined {
  const [word = '', ...more] = run;
  if (!isDigits(word)) return numberIn(run);
  if (more.length > 0) return undefined;
  // Three digits behind a point or comma are thousands; fewer are decimals.
  return Number(word.replace(/[.,](?=\d{3}(?!\d))/g, '').replace(',', '.'));
}

/** "… and 50 cents", or the bare "50" in "5 euros 50". */
function hundredthsAt(words: readonly string[], from: number): { end: number; value: number } | undefined {
  const start = articles.has(words[from] ?? '') ? from + 1 : from;
  const number = numberAt(words, start);
  if (!number || number.value >= 100 || !Number.isInteger(number.value)) return undefined;
  const next = words[number.end] ?? '';
  if (hundredths.has(next)) return { value: number.value, end: number.end + 1 };
  const isBare = start === from && /^\d\d$/.test(words[start] ?? '') && !isUnit(next);
  return isBare ? { value: number.value, end: number.end } : undefined;
}

function namesOf(
  table: readonly (readonly [codes: string, names: string])[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    table.flatMap(([codes, names]) =>
      names.split(' ').map((name): [string, readonly string[]] => [name, codes.split(' ')]),
    ),
  );
}
