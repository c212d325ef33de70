import { isNumberWord, numberIn } from './number-words.ts';

/**
 * What somebody says that they were promised off. A number that cannot be read is `NaN`, which no offer is. `units`: of
 * the currency, not minor ones; several currencies share a name.
 */
export type Heard =
  | { readonly percent: number }
  | { readonly units: number; readonly currencies: readonly string[] };

const PERCENT = '%';

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

const articles = new Set('a an un una une ein eine einen einem and y et und con'.split(' '));

/** What a text in any of the four languages names as taken off, in its order. */
export function heardIn(text: string): Heard[] {
  const words = wordsOf(text);
  const heard: Heard[] = [];
  for (let at = 0; at < words.length; ) {
    const number = numberAt(words, at);
    if (!number) {
      at += 1;
      continue;
    }
    const { end, value } = number;
    const unit = words[end] ?? '';
    const before = words[at - 1] ?? '';
    const named = currencies.get(unit) ?? currencies.get(before);
    at = end + 1;
    if (unit === PERCENT) heard.push({ percent: value });
    else if (named) {
      const rest = hundredthsAt(words, currencies.has(unit) ? at : end);
      heard.push({ units: rest ? value + rest.value / 100 : value, currencies: named });
      at = rest?.end ?? (currencies.has(unit) ? at : end);
    } else {
      const parts = hundredths.get(unit);
      if (parts) heard.push({ units: value / 100, currencies: parts });
      else at = end;
    }
  }
  return heard;
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
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ');
  return plain.match(/\d+(?:[.,]\d+)*|[%$€£¥]|\p{L}+/gu) ?? [];
}

/** The longest number that begins here: digits, or words for it. */
function numberAt(words: readonly string[], from: number): { end: number; value: number } | undefined {
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
  return word !== undefined && (word === PERCENT || currencies.has(word));
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
