import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CARD_REMOVED, cutCardNumbers, holdsCardNumber } from '../../src/domain/redaction.ts';

/** First digits and length of every brand. */
const brands: [brand: string, prefix: string, length: number][] = [
  ['Visa', '4', 16],
  ['Visa of 13 digits', '4', 13],
  ['Visa of 19 digits', '4', 19],
  ['Mastercard', '55', 16],
  ['Mastercard of the 2 series', '2221', 16],
  ['American Express', '37', 15],
  ['Discover', '6011', 16],
  ['Diners Club', '36', 14],
  ['JCB', '3528', 16],
  ['UnionPay', '62', 19],
  ['Maestro', '5018', 16],
  ['RuPay', '81', 16],
  ['Mir', '2200', 16],
  ['Troy', '9792', 16],
];

function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const doubled = Number(digit) * (n % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const numberOf = (prefix: string, length: number) =>
  digits(length - prefix.length - 1).map((rest) => prefix + rest + luhnDigit(prefix + rest));

const anyNumber = fc.oneof(...brands.map(([, prefix, length]) => numberOf(prefix, length)));

const fours = (separator: string) => (number: string) => (number.match(/\d{1,4}/g) ?? []).join(separator);
const words = ['oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const formats: [format: string, write: (number: string) => string][] = [
  ['plain', (number) => number],
  ['in fours', fours(' ')],
  ['with hyphens', fours('-')],
  ['with points', fours('.')],
  ['with spaced dashes', fours(' – ')],
  ['with no-break spaces and hyphens', fours('\u00a0\u2011\u00a0')],
  ['with invisible spaces', fours('\u200b')],
  ['digit by digit', (number) => [...number].join(' ')],
  ['digit by digit with commas', (number) => [...number].join(', ')],
  [
    'as American Express writes it',
    (number) => `${number.slice(0, 4)} ${number.slice(4, 10)} ${number.slice(10)}`,
  ],
  ['over several lines', fours('\r\n')],
  [
    'in full width',
    (number) => number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ],
  ['with spoken dashes', fours(' dash ')],
  ['with slashes', fours('/')],
  ['in words', (number) => [...number].map((digit) => words[Number(digit)]).join(' ')],
  ['in pairs', (number) => (number.match(/\d{1,2}/g) ?? []).join(' ')],
];

/** What is left of the digits; a card number is gone when no thirteen of them stand together. */
const digitsLeft = (text: string) => text.normalize('NFKC').replace(/\D/g, '').length;

describe.each(brands)('%s', (_brand, prefix, length) => {
  test.each(formats)('is cut out when written %s', (_format, write) => {
    fc.assert(
      fc.property(numberOf(prefix, length), (number) => {
        expect(cutCardNumbers(write(number))).toBe(CARD_REMOVED);
        expect(cutCardNumbers(`My card is ${write(number)}, please.`)).toBe(
          `My card is ${CARD_REMOVED}, please.`,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a number is cut out', () => {
  const around: [where: string, text: (number: string) => string][] = [
    ['glued to letters', (number) => `card${number}exp`],
    ['with its expiry date', (number) => `${number} 12/29`],
    ['with expiry date and code', (number) => `${fours(' ')(number)}, 12/2029, 123`],
    ['with its code before it', (number) => `123 ${fours(' ')(number)}`],
    ['behind a phone number', (number) => `+14155550101 ${number}`],
    ['between quotation marks', (number) => `"${number}"`],
    ['in an address', (number) => `https://example.com/?pan=${number}&cvc=1`],
    ['in JSON', (number) => JSON.stringify({ number })],
    ['behind an underscore', (number) => `card_${number}`],
  ];
  const issued = fc.oneof(
    ...brands
      .filter(([brand]) => brand !== 'Visa of 13 digits')
      .map(([, prefix, length]) => numberOf(prefix, length)),
  );
  test.each(around)('%s', (_where, text) => {
    fc.assert(
      fc.property(issued, (number) => {
        const cut = cutCardNumbers(text(number));
        expect(cut).toContain(CARD_REMOVED);
        expect(digitsLeft(cut)).toBeLessThan(digitsLeft(text(number)) - 12);
        expect(holdsCardNumber(text(number))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('also when it is the second in the text, or stands right beside the first', () => {
    fc.assert(
      fc.property(
        anyNumber,
        anyNumber,
        fc.constantFrom(' ', ', ', ' and ', '\n', ' / '),
        (one, other, between) => {
          const cut = cutCardNumbers(`${one}${between}${other}`);
          expect(digitsLeft(cut)).toBeLessThan(13);
          expect(cut).not.toContain(one);
          expect(cut).not.toContain(other);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('and what was cut holds none any more', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyNumber, fc.string()), { maxLength: 4 }), (parts) => {
        expect(holdsCardNumber(cutCardNumbers(parts.join(' ')))).toBe(false);
      }),
    );
  });
});

describe('nothing is cut out of', () => {
  const untouched = (text: string) => expect(cutCardNumbers(text)).toBe(text);
  const idText = fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
    minLength: 14,
    maxLength: 24,
  });

  test('ids of payments, charges, refunds and customers', () => {
    const id = fc
      .tuple(fc.constantFrom('pi', 'ch', 'py', 're', 'cus'), idText)
      .map((parts) => parts.join('_'));
    fc.assert(
      fc.property(id, (text) => untouched(`It is ${text}.`)),
      { numRuns: 2_000 },
    );
  });

  test('UUIDs, alone and in an email address', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        untouched(`${id}@example.com`);
        untouched(`It is ${id.toUpperCase()}.`);
      }),
      { numRuns: 20_000 },
    );
  });

  test('amounts', () => {
    const amount = fc.integer({ min: 1, max: 99_999_999_999 });
    fc.assert(
      fc.property(amount, (cents) => {
        untouched(`I paid ${(cents / 100).toFixed(2)} dollars`);
        untouched(`$${(cents / 100).toLocaleString('en-US')} and €${cents}`);
      }),
    );
  });

  test('phone numbers with and without country code', () => {
    fc.assert(
      fc.property(digits(10), fc.integer({ min: 1, max: 99_999 }), (national, country) => {
        untouched(`call +${country}${national}`);
        untouched(`call +${country} ${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`);
        untouched(`(${national.slice(0, 3)}) ${national.slice(3, 6)}-${national.slice(6)}`);
      }),
      { numRuns: 1_000 },
    );
  });

  test('dates, references and rows of zeros', () => {
    untouched('On 2026-11-24 at 12:30, R7K-2MX, twice on 11/20 and 11/21.');
    untouched('0000000000000000');
    untouched('I phoned one or two of them, then someone sent three, four, five and none of the nine came.');
  });

  test('numbers that do not pass Luhn', () => {
    fc.assert(
      fc.property(numberOf('4', 16), fc.integer({ min: 1, max: 9 }), (number, off) => {
        const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + off) % 10);
        untouched(`My card is ${wrong}`);
      }),
    );
  });
});
