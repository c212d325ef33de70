import { notCarriedOut } from '../../domain/task.ts';
import { holderOf } from '../../domain/task-acts.ts';
import { amountShown } from '../amount.ts';
import { table } from '../table.ts';
import type { OpenTask } from './desk.ts';
import { moment, plain, words } from './words.ts';

/** Tasks as a table, with what callers said of them, and what came in about them and was not carried out. */
export function taskTable(open: readonly OpenTask[], now = Date.now()): string {
  const heads = [
    'reference',
    'kind',
    'reason',
    'what',
    'amount',
    'due',
    'queue',
    'claimed by',
    'yes',
    'task id',
  ];
  const rows = open.map((one) => [
    one.reference,
    words(one.kind),
    words(one.reason),
    one.summary,
    one.amount ? amountShown(one.amount) : '',
    moment(one.dueAt),
    one.queue,
    plain(holderOf(one, now)?.by.name ?? ''),
    one.needed > 1 ? `${one.votes.length} of ${one.needed}` : '',
    one.task,
  ]);
  const said = open.flatMap((task) => (task.said === undefined ? [] : [line(task, `“${task.said}”`)]));
  const notes = open.flatMap((task) => notCarriedOut(task).map((note) => line(task, note)));
  return [table([heads, ...rows]), ...under('Callers said:', said), ...under('Not carried out:', notes)].join(
    '\n',
  );
}

function under(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : [];
}

function line({ reference }: OpenTask, text: string): string {
  return `  ${reference}: ${plain(text)}`;
}
