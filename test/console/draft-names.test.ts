import { expect, test } from '@jest/globals';
import { draftName, draftsOf } from '../../src/console/shell/draft-names.ts';

test('drafts are found by whose they are and of what, however ids begin alike', () => {
  const name = (staff: string, task: string) => draftName({ staff, task, field: 'note' });
  const [first, second, others] = [name('idp|ana', 't'), name('idp|ana', 't2'), name('idp|ana/t', 't')];
  const names = [first, second, others, name('idp|ana.b', 't'), 'tellerline.preferences'];
  expect(draftsOf(names, 'idp|ana')).toEqual([first, second]);
  expect(draftsOf(names, 'idp|ana', 't')).toEqual([first]);
  expect(draftsOf(names, 'idp|ana/t')).toEqual([others]);
});
