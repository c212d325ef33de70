import { readArgs } from '../read-args.ts';
import { WrongUsage } from '../wrong-usage.ts';

export const usage = `npm run tenants -- list
npm run tenants -- show <id>
npm run tenants -- add [--id <id>] [--stripe-key-file <file>|--sandbox] [--webhook-secret-file <file>]
                       [--languages en-US,de] [--time-zone Europe/Berlin] [--policy <file>]
npm run tenants -- connect <id> --url https://pay.example.com [--roll]
npm run tenants -- encrypt

  list       who is served, in which mode of Stripe, and what is set up
  show       one tenant with its whole policy; of secrets the end only
  add        asks for what is not said, checks the key at Stripe, and makes the tenant's API key
  connect    makes or updates the webhook endpoint at Stripe, and keeps its secret; --roll makes another
  encrypt    encrypts what stands in the tenants file in clear
  --json     list, add: for programs, one tenant a line

A secret is never an argument: it is asked for without echo, or read from a file; - is standard input, where each takes
a line, the Stripe key first. --api-base <url> is another Stripe than Stripe's own, for tests.
API and workers learn of changes when they are started again.`;

/** What `add` is told; the rest is asked for. */
export interface AddCommand {
  readonly kind: 'add';
  readonly id?: string;
  readonly stripeKeyFile?: string;
  readonly sandbox: boolean;
  readonly apiBase?: string;
  readonly webhookSecretFile?: string;
  readonly languages?: string;
  readonly timeZone?: string;
  readonly policyFile?: string;
  readonly json: boolean;
}

/** What `connect` is told. */
export interface ConnectCommand {
  readonly kind: 'connect';
  readonly id: string;
  readonly url: string;
  readonly roll: boolean;
}

/** What a command line asks for. */
export type TenantsCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'encrypt' }
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'show'; readonly id: string }
  | AddCommand
  | ConnectCommand;

/** The options that belong to each command. */
const takes: Record<string, readonly string[]> = {
  list: ['json'],
  show: [],
  add: [
    ...['id', 'stripe-key-file', 'sandbox', 'api-base', 'webhook-secret-file'],
    ...['languages', 'time-zone', 'policy', 'json'],
  ],
  connect: ['url', 'roll'],
  encrypt: [],
};

/** Reads the command line. */
export function readCommand(args: readonly string[]): TenantsCommand {
  const { values, positionals } = parsed([...args]);
  const [command, id, ...more] = positionals;
  if (values.help || command === undefined) return { kind: 'help' };
  const options = takes[command];
  const isOfOne = command === 'show' || command === 'connect';
  if (!options || more.length > 0 || (id !== undefined && !isOfOne))
    throw new WrongUsage('Say list, show, add, connect or encrypt. See npm run tenants -- --help.');
  const strange = Object.keys(values).find((name) => !options.includes(name));
  if (strange !== undefined) throw new WrongUsage(`--${strange} is nothing that ${command} takes.`);
  const { json = false, url, roll = false } = values;
  if (command === 'list') return { kind: 'list', json };
  if (command === 'encrypt') return { kind: 'encrypt' };
  if (command === 'add') return addFrom(values);
  if (id === undefined) throw new WrongUsage(`Whom? Say ${command} and a tenant's id.`);
  if (command === 'show') return { kind: 'show', id };
  if (url === undefined) throw new WrongUsage('connect needs where Stripe reaches the API: --url https://….');
  return { kind: 'connect', id, url, roll };
}

function addFrom(values: ReturnType<typeof parsed>['values']): AddCommand {
  const stripeKeyFile = values['stripe-key-file'];
  const { sandbox = false, json = false, id, languages } = values;
  if (sandbox && stripeKeyFile !== undefined)
    throw new WrongUsage('--sandbox and --stripe-key-file: say one of them.');
  const optional = {
    ...{ id, languages, stripeKeyFile, apiBase: values['api-base'], timeZone: values['time-zone'] },
    ...{ webhookSecretFile: values['webhook-secret-file'], policyFile: values.policy },
  };
  const said = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { kind: 'add', sandbox, json, ...Object.fromEntries(said) };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ id: text, url: text, languages: text, policy: text, 'time-zone': text, 'api-base': text },
    ...{ 'stripe-key-file': text, 'webhook-secret-file': text },
    ...{ json: flag, sandbox: flag, roll: flag, help: { ...flag, short: 'h' } },
  } as const;
  return readArgs('tenants', { args, allowPositionals: true, options });
}
