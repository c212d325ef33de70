import { notCarriedOut } from '../../domain/task.ts';
import { amountShown } from '../amount.ts';
import { table } from '../table.ts';
import type { OpenTask } from './desk.ts';

/** Tasks as a table, with what callers said of them, and what came in about them and was not carried out. */
export function taskTable(open: readonly OpenTask[]): string {
  const heads = ['reference', 'kind', 'reason', 'what', 'amount', 'since', 'task id'];
  const rows = open.map(({ reference, kind, reason, summary, amount, openedAt, task }) => [
    reference,
    words(kind),
    words(reason),
    summary,
    amount ? amountShown(amount) : '',
    `${openedAt.slice(0, 16).replace('T', ' ')} UTC`,
    task,
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

/** Without what a terminal would obey. */
function line({ reference }: OpenTask, text: string): string {
  return `  ${reference}: ${text.replaceAll(/\p{Cc}/gu, '')}`;
}

const words = (code: string) => code.replaceAll('_', ' ');
