import { amountShown } from '../amount.ts';
import { table } from '../table.ts';
import type { OpenTask } from './desk.ts';

/** Tasks as a table, with what came in about them and was not carried out. */
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
  const notes = open.flatMap(({ reference, notes }) => notes.map((note) => `  ${reference}: ${note}`));
  return [table([heads, ...rows]), ...(notes.length > 0 ? ['', 'Not carried out:', ...notes] : [])].join(
    '\n',
  );
}

const words = (code: string) => code.replaceAll('_', ' ');
