import { readArgs } from '../read-args.ts';
import { WrongUsage } from '../wrong-usage.ts';

export const usage = `npm run notices -- list [--tenant demo]
npm run notices -- send <id> [--tenant demo]

  list       what a tenant's own systems did not take: given up, or tried still, and why
  send       sends one again that was given up; with --tenant also one that arrived
  --json     list: one notification a line

Talks to the Temporal that npm start runs on this data folder, or to TEMPORAL_ADDRESS; reads with the key file.`;

/** What a command line asks for. */
export type NoticesCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly tenant?: string; readonly json: boolean }
  | { readonly kind: 'send'; readonly id: string; readonly tenant?: string };

/** Reads the command line. */
export function readCommand(args: readonly string[]): NoticesCommand {
  const { values, positionals } = parsed([...args]);
  const [command, id, ...more] = positionals;
  if (values.help || command === undefined) return { kind: 'help' };
  const of = values.tenant === undefined ? {} : { tenant: tenantIn(values.tenant) };
  if (command === 'list' && id === undefined) return { kind: 'list', ...of, json: values.json ?? false };
  if (command !== 'send' || id === undefined || more.length > 0)
    throw new WrongUsage('Say list, or send with an id. See npm run notices -- --help.');
  return { kind: 'send', id, ...of };
}

/** Goes into a search, so that it is nothing but a tenant's id. */
function tenantIn(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,38}$/.test(text)) throw new WrongUsage(`--tenant ${text} is no tenant's id.`);
  return text;
}

function parsed(args: string[]) {
  const flag = { type: 'boolean' } as const;
  const options = { tenant: { type: 'string' }, json: flag, help: { ...flag, short: 'h' } } as const;
  return readArgs('notices', { args, allowPositionals: true, options });
}
