/** What somebody wrote, as one line that ends as a sentence does. */
export function asSentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return /[.?!]$/.test(line) ? line : `${line}.`;
}
