import { userInfo } from 'node:os';
import { type TaskQueue, type TaskVerdict, taskQueues, taskVerdicts } from '../../domain/task.ts';
import { readArgs } from '../read-args.ts';
import { WrongUsage } from '../wrong-usage.ts';

export const usage = `npm run tasks -- list [--json]
npm run tasks -- show <task>
npm run tasks -- claim <task> [--take-over "why"]
npm run tasks -- release <task> [--queue support|escalation] [--reason "why"]
npm run tasks -- note <task> "what to remember"
npm run tasks -- decide <task> <verdict> --version 1 --reason "why" [--amount 12.50]

  <task>       a reference, or a task's id
  list         what waits for a person; --json: one task a line, with all of it
  show         all that deciding one needs: what a yes does, the payment, what was said, what would be submitted; its version
  claim        holds it for a while; again, it holds it longer; --take-over takes it from who holds it
  release      gives it back, or hands it to the other queue
  decide       --version is the one that show has printed: what has changed since has to be looked at again.
               approve or refuse; of a dispute refund, submit_evidence, accept or refuse. contact writes the reason to the
               caller as a question, and leaves it open. --amount approves less than was asked for, or what is granted
  --as <name>  who does it: without it, the system's user name. Above a limit two different people have to approve:
               all who approve from here, or by a Signal, count as one of them

Talks to the Temporal that npm start runs on this data folder, or to TEMPORAL_ADDRESS; reads with the key file.`;

interface AtTask {
  /** A reference, or a task's id. */
  readonly about: string;
  /** Who does it. */
  readonly as: string;
}

/** What a command line asks for. */
export type TasksCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly json: boolean }
  | ({ readonly kind: 'show' } & AtTask)
  | ({ readonly kind: 'claim'; readonly takeOver?: string } & AtTask)
  | ({ readonly kind: 'release'; readonly queue?: TaskQueue; readonly reason?: string } & AtTask)
  | ({ readonly kind: 'note'; readonly text: string } & AtTask)
  | ({
      readonly kind: 'decide';
      readonly verdict: TaskVerdict;
      readonly reason: string;
      /** Of what was shown. */
      readonly version: number;
      /** Decimal text in the task's currency. */
      readonly amount?: string;
    } & AtTask);

/** Reads the command line. */
export function readCommand(args: readonly string[]): TasksCommand {
  // A task's id may begin with a hyphen, which would be read as an option.
  const id = args.find((arg) => /^[\w-]{22}-\d+$/.test(arg));
  const { values, positionals } = parsed(args.map((arg) => (arg === id ? 'about' : arg)));
  const [command, target, word, ...more] = positionals;
  if (values.help || command === undefined) return { kind: 'help' };
  if (command === 'list' && target === undefined) return { kind: 'list', json: values.json ?? false };
  if (target === undefined || more.length > 0) throw unknown();
  const at = { about: id ?? target, as: values.as ?? userInfo().username };
  const { reason, amount, queue, version, 'take-over': takeOver } = values;
  switch (command) {
    case 'show':
      if (word !== undefined) throw unknown();
      return { kind: 'show', ...at };
    case 'claim':
      if (word !== undefined) throw unknown();
      return { kind: 'claim', ...at, ...(takeOver !== undefined && { takeOver }) };
    case 'release':
      if (word !== undefined) throw unknown();
      return {
        ...{ kind: 'release', ...at },
        ...(queue !== undefined && { queue: oneOf(taskQueues, queue, '--queue is') }),
        ...(reason !== undefined && { reason }),
      };
    case 'note':
      if (word === undefined) throw new WrongUsage('A note says something: note <task> "what to remember".');
      return { kind: 'note', ...at, text: word };
    case 'decide': {
      if (word === undefined) throw new WrongUsage(`The verdict is ${taskVerdicts.join(', ')}.`);
      const verdict = oneOf(taskVerdicts, word, 'The verdict is');
      if (reason === undefined || reason.trim() === '')
        throw new WrongUsage('A decision needs its reason: --reason "why".');
      if (amount !== undefined && verdict !== 'approve' && verdict !== 'refund')
        throw new WrongUsage('--amount goes with approve or refund: another verdict has none.');
      if (version === undefined || !/^[1-9]\d{0,8}$/.test(version))
        throw new WrongUsage('A decision is on what was shown: --version 1, as npm run tasks -- show says.');
      const shown = { version: Number(version) };
      return { kind: 'decide', ...at, verdict, reason, ...shown, ...(amount !== undefined && { amount }) };
    }
    default:
      throw unknown();
  }
}

function oneOf<T extends string>(all: readonly T[], given: string, what: string): T {
  const known = all.find((one) => one === given);
  if (known === undefined) throw new WrongUsage(`${what} ${all.join(', ')}, not ${given}.`);
  return known;
}

function unknown(): WrongUsage {
  return new WrongUsage('Say list, show, claim, release, note or decide. See npm run tasks -- --help.');
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ reason: text, amount: text, version: text, queue: text, as: text, 'take-over': text },
    ...{ json: flag, help: { ...flag, short: 'h' } },
  } as const;
  return readArgs('tasks', { args, allowPositionals: true, options });
}
