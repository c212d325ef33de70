import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fromRoot } from '../cli/run-program.ts';

// All Workflows of a worker share the modules that they are made of: what one kept there, another would read.
const shared = ['domain', 'speech', 'workflows'];
const keeps =
  /^(export )?(let|var) |^(export )?const \w+(: [^=]+)? = (new (Weak)?(Map|Set)(<.*>)?\(\)|\[\]|\{\});/m;

test.each([
  ['let turns = 0;', true],
  ['export let turns = 0;', true],
  ['const known = new Map<string, number>();', true],
  ['const seen: string[] = [];', true],
  ['  let turns = 0;', false],
  ["const brands = new Map([['visa', 'Visa']]);", false],
  ["const kinds = ['refund'];", false],
])('%s', (line, isKept) => {
  expect(keeps.test(`import { a } from './a.ts';\n${line}\n`)).toBe(isKept);
});

test.each(shared)('no module of %s keeps anything', (layer) => {
  const folder = fromRoot(`src/${layer}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((name) => keeps.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});
