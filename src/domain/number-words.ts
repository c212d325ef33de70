/** How four languages say the whole numbers to a hundred, in lower case and without accents or hyphens. */

function counted(names: string): string[] {
  return names.split(' ');
}

const english = {
  small: counted(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
      'seventeen eighteen nineteen',
  ),
  tens: counted('twenty thirty forty fifty sixty seventy eighty ninety'),
};

const spanish = {
  small: counted(
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis ' +
      'diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis ' +
      'veintisiete veintiocho veintinueve',
  ),
  tens: counted('treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
};

const french = {
  small: counted(
    'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  ),
  tens: counted('vingt trente quarante cinquante soixante'),
};

const german = {
  small: counted(
    'null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn ' +
      'siebzehn achtzehn neunzehn',
  ),
  tens: counted('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig'),
};

function inEnglish(number: number): string {
  return english.small[number] ?? composed(number, english.tens, 2, ' ', english.small);
}

function inSpanish(number: number): string {
  return spanish.small[number] ?? composed(number, spanish.tens, 3, ' y ', spanish.small);
}

function inGerman(number: number): string {
  const ten = german.tens[Math.floor(number / 10) - 2] ?? '';
  if (number < 20) return german.small[number] ?? '';
  return number % 10 === 0 ? ten : `${german.small[number % 10]}und${ten}`;
}

/** Seventy is sixty-ten, eighty four twenties, ninety four twenties and ten. */
function inFrench(number: number): string {
  const { small, tens } = french;
  if (number < 17) return small[number] ?? '';
  if (number < 20) return `dix ${small[number - 10]}`;
  if (number >= 80) return number === 80 ? 'quatre vingt' : `quatre vingt ${inFrench(number - 80)}`;
  const ten = Math.min(Math.floor(number / 10), 6);
  const rest = number - ten * 10;
  if (rest === 0) return tens[ten - 2] ?? '';
  return `${tens[ten - 2]}${rest === 1 || rest === 11 ? ' et ' : ' '}${inFrench(rest)}`;
}

function composed(
  number: number,
  tens: readonly string[],
  first: number,
  and: string,
  small: readonly string[],
) {
  const ten = tens[Math.floor(number / 10) - first] ?? '';
  return number % 10 === 0 ? ten : `${ten}${and}${small[number % 10]}`;
}

const others: readonly [string, number][] = [
  ...counted('a an une una eine einen einem eins').map((word): [string, number] => [word, 1]),
  ...counted('hundred cien ciento cent hundert').map((word): [string, number] => [word, 100]),
  ...['a hundred', 'one hundred', 'ein hundert', 'einhundert'].map((word): [string, number] => [word, 100]),
  ['quatre vingts', 80],
  ['veintiun', 21],
  ...spanish.tens.map((ten, index): [string, number] => [`${ten} y un`, (index + 3) * 10 + 1]),
];

const numbers = new Map<string, number>([
  ...Array.from({ length: 100 }, (_, number) => number).flatMap((number) =>
    [inEnglish, inSpanish, inFrench, inGerman].map((said): [string, number] => [said(number), number]),
  ),
  ...others,
]);

/** The words that numbers are made of. */
const parts = new Set([
  ...[...numbers.keys()].flatMap((name) => name.split(' ')),
  ...counted('and thousand mil mille tausend hundreds cientos'),
]);

/** Whether a word, in lower case and without accents, may be a part of a number, or stand between its parts. */
export function isNumberWord(word: string): boolean {
  return parts.has(word);
}

/** The number that words name; undefined where they name none up to a hundred. */
export function numberIn(words: readonly string[]): number | undefined {
  return numbers.get(words.join(' '));
}
