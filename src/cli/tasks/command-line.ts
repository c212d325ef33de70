import { readArgs } from '../read-args.ts';
import { WrongUsage } from '../wrong-usage.ts';

export const usage = `npm run tasks -- list
npm run tasks -- decide <reference or task id> approve|refuse --reason "why" [--amount 12.50]

  list       what waits for a person, with what is needed to decide it
  decide     takes the decision; --amount approves less than was asked for
  --json     list: one task a line

Talks to the Temporal that npm start runs on this data folder, or to TEMPORAL_ADDRESS; reads with the key file.`;

/** What a command line asks for. */
export type TasksCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly json: boolean }
  | {
      readonly kind: 'decide';
      /** A reference, or a task's id. */
      readonly about: string;
      readonly verdict: 'approve' | 'refuse';
      readonly reason: string;
      /** Decimal text in the task's currency. */
      readonly amount?: string;
    };

/** Reads the command line. */
export function readCommand(args: readonly string[]): TasksCommand {
  // A task's id may begin with a hyphen, which would be read as an option.
  const about = args.find((arg) => /^[\w-]{22}-\d+$/.test(arg));
  const { values, positionals } = parsed(args.map((arg) => (arg === about ? 'about' : arg)));
  const [command, target, verdict, ...more] = positionals;
  if (values.help || command === undefined) return { kind: 'help' };
  if (command === 'list' && target === undefined) return { kind: 'list', json: values.json ?? false };
  if (command !== 'decide' || target === undefined || more.length > 0)
    throw new WrongUsage(
      'Say list, or decide with a reference, then approve or refuse. See npm run tasks -- --help.',
    );
  if (verdict !== 'approve' && verdict !== 'refuse')
    throw new WrongUsage(
      `The verdict is approve or refuse${verdict === undefined ? '' : `, not ${verdict}`}.`,
    );
  const { reason = '', amount } = values;
  if (reason.trim() === '') throw new WrongUsage('A decision needs its reason: --reason "why".');
  if (amount !== undefined && verdict === 'refuse')
    throw new WrongUsage('--amount goes with approve: a refusal has none.');
  return {
    kind: 'decide',
    about: about ?? target,
    verdict,
    reason,
    ...(amount !== undefined && { amount }),
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { reason: text, amount: text, json: flag, help: { ...flag, short: 'h' } } as const;
  return readArgs('tasks', { args, allowPositionals: true, options });
}
