/**
 * Reads a code out in groups, each letter by a word that begins with it, digits as they are: "K as in Kilo, 7. M as in
 * Mike". `alphabet`: the words, parted by spaces; `link`: what stands between letter and word.
 */
export function spellBy(alphabet: string, link: string): (code: string) => string {
  const words = new Map(alphabet.split(' ').map((word) => [word.charAt(0).toUpperCase(), word]));
  const said = (letter: string) => (words.has(letter) ? `${letter} ${link} ${words.get(letter)}` : letter);
  return (code) =>
    groups(code)
      .map((group) => [...group].map(said).join(', '))
      .join('. ');
}

function groups(code: string): string[] {
  const parts = code.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.flatMap((part) => part.match(new RegExp(`.{1,${evenly(part.length)}}`, 'gu')) ?? []);
}

/** How long groups are, none much shorter than others: up to four are kept in mind while they are written down. */
function evenly(length: number): number {
  return Math.ceil(length / Math.ceil(length / 4));
}
