import type { Catalogue } from './catalogue.ts';
import { english } from './en/index.ts';

const catalogues: Readonly<Record<string, Catalogue>> = { en: english };

/** The languages that are spoken, by their primary subtag. */
export const spokenLanguages: readonly string[] = Object.keys(catalogues);

/** The words of a language by its BCP 47 tag; English where there are none. */
export function speechIn(language: string): Catalogue {
  return catalogues[language.split('-')[0] ?? ''] ?? english;
}
