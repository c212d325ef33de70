import { lookUpLanguage, type SpokenLanguage, spokenLanguages } from '../domain/language.ts';
import type { Catalogue } from './catalogue.ts';
import { german } from './de/index.ts';
import { britishEnglish, english } from './en/index.ts';
import { spanish } from './es/index.ts';
import { french } from './fr/index.ts';

const catalogues: Readonly<Record<SpokenLanguage, Catalogue>> = {
  en: english,
  'en-GB': britishEnglish,
  es: spanish,
  fr: french,
  de: german,
};

/** The words of a language by its BCP 47 tag, looked up by RFC 4647; English where there are none. */
export function speechIn(language: string): Catalogue {
  return catalogues[lookUpLanguage(language, spokenLanguages, 'en')];
}
