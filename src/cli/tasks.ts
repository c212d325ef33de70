import { setTimeout as pause } from 'node:timers/promises';
import { type Money, parseDecimal } from '../domain/money.ts';
import type { TaskVerdict } from '../domain/task.ts';
import type { DecisionTaken } from '../domain/task-acts.ts';
import { readSettings } from '../platform/settings.ts';
import { claim, decision, note, release } from '../workflows/messages.ts';
import { amountShown } from './amount.ts';
import { atTemporal } from './at-temporal.ts';
import { runCommand } from './run-command.ts';
import { readCommand, type TasksCommand, usage } from './tasks/command-line.ts';
import { deskAt, type OpenTask, type Taken } from './tasks/desk.ts';
import { taskInFull } from './tasks/show.ts';
import { taskTable } from './tasks/task-table.ts';
import { WrongUsage } from './wrong-usage.ts';

type Desk = ReturnType<typeof deskAt>;
type AtTask = Exclude<TasksCommand, { kind: 'help' | 'list' }>;

/** Visibility lags by a moment, so that what was not found is looked for again. */
const LOOKS = 8;
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
    return command.kind === 'list' ? list(desk, command) : act(desk, command);
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

/** A look, or a yes or a no, a claim, a note: done by the Update, and told truthfully. */
async function act(desk: Desk, command: AtTask): Promise<number> {
  const task = await find(desk, command.about);
  const by = { id: `operator:${command.as}`, name: command.as, role: 'operator' } as const;
  const what = `${task.summary} (${task.reference}).`;
  switch (command.kind) {
    case 'show':
      console.log(taskInFull(task));
      return 0;
    case 'claim': {
      const { takeOver } = command;
      const taken = await desk.act(claim, task, { by, ...(takeOver !== undefined && { takeOver }) });
      return told(taken, ({ claim: held }) => `Yours until ${held?.until}: ${what}`);
    }
    case 'release': {
      const { queue, reason } = command;
      const more = { ...(queue !== undefined && { queue }), ...(reason !== undefined && { reason }) };
      const taken = await desk.act(release, task, { by, ...more });
      return told(taken, (now) => `Free, in queue ${now.queue}: ${what}`);
    }
    case 'note':
      return told(await desk.act(note, task, { by, text: command.text }), () => `Noted: ${what}`);
    case 'decide': {
      const { verdict, reason, version } = command;
      const amount = command.amount === undefined ? undefined : amountOf(command.amount, task);
      const taken = await desk.act(decision, task, {
        by,
        verdict,
        reason,
        version,
        ...(amount && { amount }),
      });
      const code = told(taken, ({ state }) => `${becameOf(state, verdict, amount, task)}: ${what}`);
      if (taken.kind !== 'taken' || taken.result.state !== 'decided') return code;
      const reply = await desk.lastReply(task);
      if (reply) console.log(`${reply.outcome}: ${reply.say}`);
      return code;
    }
  }
}

function told<T>(taken: Taken<T>, done: (result: T) => string): number {
  switch (taken.kind) {
    case 'taken':
      console.log(done(taken.result));
      return 0;
    case 'refused':
      console.error(`Not carried out: ${taken.why}`);
      if (taken.now) console.error(`\n${taskInFull(taken.now)}`);
      return 1;
    case 'unanswered':
      console.error('Nobody answers whether it was done: look again with npm run tasks -- list.');
      return 1;
  }
}

const verdictsDone: Record<TaskVerdict, string> = {
  approve: 'Approved',
  refuse: 'Refused',
  refund: 'To be refunded',
  submit_evidence: 'Evidence to be submitted',
  accept: 'Given up',
  contact: 'Asked the caller',
};

function becameOf(
  state: DecisionTaken['state'],
  verdict: TaskVerdict,
  amount: Money | undefined,
  task: OpenTask,
): string {
  const done = `${verdictsDone[verdict]}${amount ? `, ${amountShown(amount)}${task.amount ? ' of it' : ''}` : ''}`;
  return state === 'one_of_two' ? `${done}, the first of two: another person has to approve it too` : done;
}

async function find(desk: Desk, about: string): Promise<OpenTask> {
  for (let look = 1; ; look += 1) {
    const { open, silent } = await desk.open(
      ({ task, reference }) => task === about || reference === about.toUpperCase(),
    );
    const [only, another] = open;
    if (another)
      throw new WrongUsage(`${about} has several tasks: say which one by its id.\n${taskTable(open)}`);
    if (only) return only;
    if (look === LOOKS && silent > 0) throw new Error(noWorker(silent));
    if (look === LOOKS) throw new WrongUsage(`No task ${about} is open. See npm run tasks -- list.`);
    await pause(BETWEEN_LOOKS_MILLISECONDS);
  }
}

function noWorker(silent: number): string {
  const whose = silent === 1 ? 'One task waits' : `${silent} tasks wait`;
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
