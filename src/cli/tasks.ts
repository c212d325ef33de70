import { setTimeout as pause } from 'node:timers/promises';
import { parseDecimal } from '../domain/money.ts';
import { readSettings } from '../platform/settings.ts';
import { amountShown } from './amount.ts';
import { atTemporal } from './at-temporal.ts';
import { runCommand } from './run-command.ts';
import { readCommand, type TasksCommand, usage } from './tasks/command-line.ts';
import { deskAt, type OpenTask } from './tasks/desk.ts';
import { taskTable } from './tasks/show.ts';
import { WrongUsage } from './wrong-usage.ts';

type Desk = ReturnType<typeof deskAt>;

/** Visibility lags by a moment, so that what was not found is looked for again. */
const LOOKS = 4;
const BETWEEN_LOOKS_MILLISECONDS = 500;

/** `npm run tasks`: people's decisions from the command line. Resolves to the exit code. */
async function runTasks(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (command.kind === 'help') {
    console.log(usage);
    return 0;
  }
  const settings = readSettings();
  return atTemporal(settings, (temporal) => {
    const desk = deskAt(temporal);
    return command.kind === 'list' ? list(desk, command) : decide(desk, command);
  });
}

async function list(desk: Desk, { json }: Extract<TasksCommand, { kind: 'list' }>): Promise<number> {
  const { open, silent } = await desk.open();
  if (silent > 0) console.error(noWorker(silent));
  if (json) for (const task of open) console.log(JSON.stringify(task));
  else if (open.length > 0 || silent === 0)
    console.log(open.length === 0 ? 'Nothing waits for a person.' : taskTable(open));
  return 0;
}

async function decide(
  desk: Desk,
  { about, verdict, reason, amount }: Extract<TasksCommand, { kind: 'decide' }>,
): Promise<number> {
  const task = await find(desk, about);
  const given = amount === undefined ? undefined : amountOf(amount, task);
  const { version } = task;
  const what = `${task.summary} (${task.reference}).`;
  const taken = await desk.decide(task, {
    ...{ task: task.task, verdict, reason, version },
    ...(given && { amount: given }),
  });
  switch (taken.kind) {
    case 'taken':
      console.log(
        `${verdict === 'refuse' ? 'Refused' : `Approved${given ? `, ${amountShown(given)}${task.amount ? ' of it' : ''}` : ''}`}: ${what}`,
      );
      if (taken.reply) console.log(`${taken.reply.outcome}: ${taken.reply.say}`);
      return 0;
    case 'noted':
      console.error(`Not carried out: ${taken.note}`);
      return 1;
    case 'unanswered':
      console.error('Sent, but it is not taken yet: look again with npm run tasks -- list.');
      return 1;
  }
}

async function find(desk: Desk, about: string): Promise<OpenTask> {
  for (let look = 1; ; look += 1) {
    const { open, silent } = await desk.open();
    const meant = open.filter(({ task, reference }) => task === about || reference === about.toUpperCase());
    const [only, another] = meant;
    if (another)
      throw new WrongUsage(`${about} has several tasks: say which one by its id.\n${taskTable(meant)}`);
    if (only) return only;
    if (look === LOOKS && silent > 0) throw new Error(noWorker(silent));
    if (look === LOOKS) throw new WrongUsage(`No task ${about} is open. See npm run tasks -- list.`);
    await pause(BETWEEN_LOOKS_MILLISECONDS);
  }
}

function noWorker(silent: number): string {
  const whose = silent === 1 ? 'One Workflow waits' : `${silent} Workflows wait`;
  return `${whose} for a person, but no worker tells for what. Look at the worker, or run npm start.`;
}

function amountOf(text: string, { amount, amountIn }: OpenTask) {
  const currency = amount?.currency ?? amountIn;
  if (currency === undefined) throw new WrongUsage('--amount: there is no amount to decide on here.');
  const value = parseDecimal(text, currency);
  if (value === undefined)
    throw new WrongUsage(`--amount ${text} is no amount of ${currency.toUpperCase()}, such as 12.50.`);
  return { value, currency };
}

runCommand(runTasks);
