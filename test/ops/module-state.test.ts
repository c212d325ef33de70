import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fromRoot } from '../cli/run-program.ts';

// All Workflows of a worker share the modules that they are made of: what one kept there, another would read.
const shared = ['domain', 'speech', 'workflows', 'contracts'];
const keeps = [
  /^(export )?(let|var) /m,
  /^(export )?const \w+(: [^=]+)? = (new (Weak)?(Map|Set)(<.*>)?\(\)|\[\]|\{\});/m,
  // It remembers where it found something last.
  /^(export )?const \w+(: [^=]+)? = \/.*\/[a-z]*[gy][a-z]*;/m,
  /^ {2}(private |readonly )?static /m,
];
const doesKeep = (text: string) => keeps.some((kind) => kind.test(text));

test.each([
  ['let turns = 0;', true],
  ['export let turns = 0;', true],
  ['const known = new Map<string, number>();', true],
  ['const seen: string[] = [];', true],
  ['const words = /\\w+/giu;', true],
  ['  static turns = 0;', true],
  ['const word = /\\w+/u;', false],
  ['  let turns = 0;', false],
  ["const brands = new Map([['visa', 'Visa']]);", false],
  ["const kinds = ['refund'];", false],
])('%s', (line, isKept) => {
  expect(doesKeep(`import { a } from './a.ts';\n${line}\n`)).toBe(isKept);
});

test.each(shared)('no module of %s keeps anything', (layer) => {
  const folder = fromRoot(`src/${layer}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((name) => doesKeep(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});
