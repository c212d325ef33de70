import { toDecimal } from '../../domain/money.ts';
import type { Payment } from '../../domain/payment.ts';
import type { HumanTask } from '../../domain/task.ts';
import { amountShown } from '../amount.ts';
import { table } from '../table.ts';
import { moment, plain, words } from './words.ts';

/** One task with all that its decision hangs on, and the version that a decision has to name. */
export function taskInFull(task: HumanTask): string {
  const { about, verdicts, amount, said, needed, votes } = task;
  const { caller, customer, payment, dispute } = about;
  const rows = [
    ['reference', task.reference],
    ['version', String(task.version)],
    ['kind', words(task.kind)],
    ['reason', words(task.reason)],
    ...row('amount', amount && amountShown(amount)),
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
    ...row('yes', needed > 1 ? `${votes.length} of ${needed}` : undefined),
    ['verdicts', verdicts.join(', ')],
    ['task id', task.task],
  ];
  const evidence = Object.entries(dispute?.evidence ?? {}).flatMap(([field, text]) => [
    `  ${field}`,
    ...text.split('\n').map((line) => `    ${plain(line)}`),
  ]);
  return [
    `${plain(task.summary)}`,
    table(rows.map((cells) => cells.map(plain))),
    ...(evidence.length > 0 ? ['', 'Evidence, as it would be submitted:', ...evidence] : []),
  ].join('\n');
}

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
