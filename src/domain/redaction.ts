/** What stands where a card number was cut out. */
export const CARD_REMOVED = '[card number removed]';

// Between two digits of one number: spaces, dashes and points of any kind, invisible characters, and their names as
// they are spoken. Not letters, a plus or a sign of currency: what follows those is another number.
const BETWEEN = String.raw`(?:[^\p{L}\p{N}\p{Sc}+]{1,5}(?:(?:dash|hyphen|minus|space|dot|point|slash|comma|then)[^\p{L}\p{N}\p{Sc}+]{1,5})?)?`;
// As some transcripts write what was said digit by digit.
const SPOKEN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const DIGIT = String.raw`(?:\d|\b(?:${SPOKEN.join('|')}|oh)\b)`;
const DIGITS = new RegExp(DIGIT, 'giu');
// Its digits are random, and one in four hundred would pass for a card's.
const UUID = String.raw`\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`;
const RUN = new RegExp(String.raw`(${UUID})|\+?${DIGIT}(?:${BETWEEN}${DIGIT}){12,}`, 'giu');

// Lengths and first digits under which cards are issued, for numbers that stand beside others.
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|3[47]\d{13}|3[0689]\d{12,17}|35\d{14,17}|2\d{15}|5[1-5]\d{14}|(?:5[06-9]|6\d)\d{11,17}|8\d{15,18}|9\d{15})$/;

const SHORTEST = 13;
const LONGEST = 19;
/** The most digits of an E.164 number: what begins with a plus and is no longer is a phone number. */
const LONGEST_PHONE = 15;

/** Text with every card number (13–19 digits that pass Luhn, with or without separators) cut out. */
export function cutCardNumbers(text: string): string {
  // Digits of full width, and what else only looks different.
  const plain = text.normalize('NFKC');
  const cut = plain.replace(RUN, (run, uuid?: string) => uuid ?? cutFromRun(run));
  return cut === plain ? text : cut;
}

/** Whether a text holds a card number. */
export function holdsCardNumber(text: string): boolean {
  return cutCardNumbers(text) !== text;
}

/** One run may hold a card number beside its expiry date, its code, a phone number or a second card. */
function cutFromRun(run: string): string {
  const places = [...run.matchAll(DIGITS)].map(({ 0: text, index }) => ({
    digit: digitOf(text.toLowerCase()),
    start: index,
    end: index + text.length,
  }));
  const digits = places.map(({ digit }) => digit).join('');
  if (run.startsWith('+') && digits.length <= LONGEST_PHONE) return run;

  const cuts: { from: number; to: number }[] = [];
  for (let from = 0; from + SHORTEST <= digits.length; from += 1)
    for (let to = Math.min(from + LONGEST, digits.length); to >= from + SHORTEST; to -= 1) {
      if (!isCard(digits.slice(from, to)) || !standsApart(from, to)) continue;
      const last = cuts.at(-1);
      if (last && from < last.to) last.to = Math.max(last.to, to);
      else cuts.push({ from, to });
    }
  return cuts.reduceRight((left, { from, to }) => {
    return left.slice(0, places[from]?.start) + CARD_REMOVED + left.slice(places[to - 1]?.end);
  }, run);

  /** The whole run may be any card; a part of it is one that is issued, and begins and ends where groups of digits do. */
  function standsApart(from: number, to: number): boolean {
    if (from === 0 && to === digits.length) return true;
    const begins = places[from]?.start !== places[from - 1]?.end;
    const ends = places[to]?.start !== places[to - 1]?.end;
    // Of a longer group only what is as long as most cards are: a shorter part passes by chance too often.
    const apart = (begins && ends) || ((begins || ends) && to - from >= 16);
    return apart && ISSUED.test(digits.slice(from, to));
  }
}

function digitOf(text: string): string {
  const spoken = text === 'oh' ? 0 : SPOKEN.indexOf(text);
  return spoken < 0 ? text : String(spoken);
}

/** Luhn's check, and more than a row of zeros. */
function isCard(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum > 0 && sum % 10 === 0;
}
