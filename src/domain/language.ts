/** The languages with a catalogue of sentences (BCP 47); a region without its own has its language's. */
export const spokenLanguages = ['en', 'en-GB', 'es', 'fr', 'de'] as const;

export type SpokenLanguage = (typeof spokenLanguages)[number];

/** Whether there are sentences for a language or its region. */
export function isSpoken(language: string): boolean {
  return lookUpLanguage<string>(language, spokenLanguages, '') !== '';
}

/** The language to speak, by RFC 4647 look-up: the range is cut from its end until one that is spoken is found. */
export function lookUpLanguage<Tag extends string>(
  range: string | undefined,
  spoken: readonly Tag[],
  otherwise: NoInfer<Tag>,
): Tag {
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
