/** The language to speak, by RFC 4647 look-up: the range is cut from its end until one that is spoken is found. */
export function lookUpLanguage(
  range: string | undefined,
  spoken: readonly string[],
  otherwise: string,
): string {
  const subtags = (range ?? '').toLowerCase().split('-');
  while (subtags.length > 0) {
    const tag = subtags.join('-');
    const found = spoken.find((language) => language.toLowerCase() === tag);
    if (found !== undefined) return found;
    subtags.pop();
    if (subtags.at(-1)?.length === 1) subtags.pop();
    // "en" finds "en-US": a caller who speaks English is not answered in another tongue for want of a region.
    if (subtags.length === 0) {
      const kin = spoken.find((language) => language.toLowerCase().split('-')[0] === tag.split('-')[0]);
      if (kin !== undefined) return kin;
    }
  }
  return otherwise;
}
