import { invalid } from './errors.ts';
import type { Reader } from './params.ts';

/** Changes to metadata; `''` for a key unsets it, `''` for all of it unsets all. */
export type MetadataChange = Record<string, string> | '';

export const metadata: Reader<MetadataChange> = (value, name) => {
  if (value === '') return '';
  if (typeof value === 'string') throw invalid('Invalid object', { param: name });
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const param = `${name}[${key}]`;
      if (typeof one !== 'string') {
        throw invalid('Metadata values must be strings, but you passed in a nested object', { param });
      }
      if (key.length > 40) throw invalid('Metadata keys can be at most 40 characters long', { param });
      if (one.length > 500) throw invalid('Metadata values can be at most 500 characters long', { param });
      return [key, one];
    }),
  );
};

export function mergeMetadata(
  current: Record<string, string> | null,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === '') return {};
  const merged = Object.entries({ ...current, ...change }).filter(([, value]) => value !== '');
  if (merged.length > 50) throw invalid('You can have at most 50 metadata keys', { param: 'metadata' });
  return Object.fromEntries(merged);
}
