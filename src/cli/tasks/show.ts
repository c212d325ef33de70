import { toDecimal } from '../../domain/money.ts';
import type { Payment } from '../../domain/payment.ts';
import type { HumanTask, TaskEvent, TaskVote } from '../../domain/task.ts';
import { holderOf } from '../../domain/task-acts.ts';
import { amountShown } from '../amount.ts';
import { table } from '../table.ts';
import { moment, plain, words } from './words.ts';

/** One task with all that its decision hangs on, and the version that a decision has to name. */
export function taskInFull(task: HumanTask, now = Date.now()): string {
  const { about, verdicts, amount, amountIn, said, needed, votes, events } = task;
  const held = holderOf(task, now);
  const { caller, customer, payment, dispute } = about;
  const rows = [
    ['reference', task.reference],
    ['version', String(task.version)],
    ['kind', words(task.kind)],
    ['reason', words(task.reason)],
    ...row('amount', amount && amountShown(amount)),
    ...row('amount', amountIn && `a yes names it, in ${amountIn.toUpperCase()}`),
    ...row('rule', about.rule),
    ...row('effect', about.effect),
    ...row('said', said && `“${said}”`),
    ...row('caller', caller && [caller.level, ...caller.how].map(words).join(', ')),
    ...row('customer', customer && [customer.id, customer.name ?? ''].join(' ').trim()),
    ...(payment ? rowsOf(payment) : []),
    ...row(
      'dispute',
      dispute &&
        [
          ...[dispute.dispute, dispute.stage, words(dispute.status), words(dispute.reason)],
          ...[amountShown(dispute.amount), dispute.submitted ? 'evidence submitted' : ''],
          ...(dispute.dueBy === undefined ? [] : [`evidence until ${moment(dispute.dueBy)}`]),
        ]
          .filter((part) => part !== '')
          .join(', '),
    ),
    ['due', `${moment(task.dueAt)}, in queue ${task.queue}`],
    ...row('claimed by', held && `${held.by.name} until ${moment(held.until)}`),
    ...row(
      'yes',
      needed > 1 ? [`${votes.length} of ${needed}`, ...votes.map(voteLine)].join(', ') : undefined,
    ),
    ['verdicts', verdicts.join(', ')],
    ['task id', task.task],
  ];
  const evidence = Object.entries(dispute?.evidence ?? {});
  return [
    `${plain(task.summary)}`,
    table(rows.map((cells) => cells.map(plain))),
    ...texts('Evidence, as it would be submitted:', evidence),
    ...texts('What was said and noted:', events.flatMap(saidIn)),
  ].join('\n');
}

/** Each text under its head, line by line. */
function texts(title: string, all: readonly (readonly [head: string, text: string])[]): string[] {
  const lines = all.flatMap(([head, text]) => [
    `  ${plain(head)}`,
    ...text.split('\n').map((line) => `    ${plain(line)}`),
  ]);
  return lines.length > 0 ? ['', title, ...lines] : [];
}

function saidIn({ at, what, by, text, amount }: TaskEvent): [head: string, text: string][] {
  if (text === undefined) return [];
  const who = by ? ` by ${by.name}` : '';
  return [[`${moment(at)}, ${words(what)}${who}${amount ? `, ${amountShown(amount)}` : ''}`, text]];
}

/** Whose yes, and to how much: the second one has to be of the same. */
const voteLine = ({ by, amount }: TaskVote) => `${by.name}${amount ? ` to ${amountShown(amount)}` : ''}`;

function row(name: string, text: string | undefined): string[][] {
  return text === undefined ? [] : [[name, text]];
}

/** A payment with every refund and every dispute of it. */
function rowsOf({ payment, amount, created, state, card, refunds, disputes }: Payment): string[][] {
  const by = card ? ` by ${card.brand} ending in ${card.last4}` : '';
  return [
    ['payment', `${payment}, ${amountShown(amount)} on ${dayOf(created)}${by}, ${words(state)}`],
    ...refunds.map((one) => [
      'refund',
      `${one.refund}, ${toDecimal(one.amount)} on ${dayOf(one.created)}, ${words(one.state)}`,
    ]),
    ...disputes.map(({ dispute, refundable, outcome }) => [
      'disputed',
      `${dispute}, ${refundable ? 'inquiry' : 'chargeback'}, ${outcome}`,
    ]),
  ];
}

const dayOf = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(0, 10);
