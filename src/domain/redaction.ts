/** What stands where a card number was cut out. */
export const CARD_REMOVED = '[card number removed]';

const CANDIDATE = /(?<![\p{L}\p{N}_])\d(?:[\s.\-–—_/,]{0,3}\d){12,18}(?![\p{L}\p{N}_])/gu;

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Text with every card number (13–19 digits that pass Luhn, with or without separators) cut out. */
export function cutCardNumbers(text: string): string {
  return text.replace(CANDIDATE, (run) => (passesLuhn(run.replace(/\D/g, '')) ? CARD_REMOVED : run));
}

/** Whether a text holds a card number. */
export function holdsCardNumber(text: string): boolean {
  return cutCardNumbers(text) !== text;
}
