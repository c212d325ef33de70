import { tenant } from '../../contracts/tenants.ts';
import { parseJson } from '../../platform/json.ts';
import { WrongUsage } from '../wrong-usage.ts';
import type { AddCommand } from './command-line.ts';
import { type Given, givenTexts } from './given.ts';
import type { Questions } from './questions.ts';

/** What a tenant is set up with, but for its API key. */
export interface Profile {
  readonly id: string;
  readonly stripe?: { readonly secretKey: string; readonly apiBase?: string };
  readonly webhookSecrets?: readonly string[];
  readonly languages: readonly string[];
  readonly timeZone: string;
  readonly policy?: unknown;
}

/** A field's value, from the text that was given for it; what is wrong is a `WrongUsage` that never quotes the text. */
type Read<T> = (text: string) => T;

const { shape } = tenant;
const { stripe: stripeSchema, webhookSecrets } = shape;

/** What the command line says, and what is asked for where it does not. Without anybody to ask, defaults stand in. */
export async function readProfile(
  command: AddCommand,
  { taken, ask }: { readonly taken: ReadonlySet<string>; readonly ask?: Questions | undefined },
): Promise<Profile> {
  const given = givenTexts();
  const idOf: Read<string> = (text) => {
    if (taken.has(text)) throw new WrongUsage('There is a tenant of that id already.');
    return valid(text, shape.id, 'A tenant’s id is up to 39 small letters, digits and hyphens.');
  };
  const id = await field(command.id, idOf, ask && (() => ask.text('Tenant id')));
  if (id === undefined) throw new WrongUsage('Who? Say --id, such as --id acme.');
  const secretKey = await stripeKey(command, given, ask);
  if (secretKey === undefined && !command.sandbox && !ask)
    throw new WrongUsage('Which Stripe? Say --stripe-key-file, where - is standard input, or --sandbox.');
  const webhookSecret = await field(
    secretIn(given, 'webhook-secret-file', command.webhookSecretFile),
    webhookSecretOf,
    ask && (() => ask.secret('Webhook signing secret, whsec_… (empty: connect makes one)')),
  );
  const languages = await field(
    command.languages,
    languagesOf,
    ask && (() => ask.text('Languages, the default first', 'en-US')),
  );
  const zone = await field(command.timeZone, timeZoneOf, ask && (() => ask.text('Time zone', 'UTC')));
  const policy = await field(
    command.policyFile,
    (file) => policyOf(given.text('policy', file)),
    ask && (() => ask.text('File of the policy, JSON (empty: the defaults)')),
  );
  const { apiBase } = command;
  if (apiBase !== undefined) valid({ secretKey, apiBase }, stripeSchema.unwrap(), undefined, '--api-base');
  return {
    id,
    ...(secretKey !== undefined && {
      stripe: { secretKey, ...(apiBase !== undefined && { apiBase }) },
    }),
    ...(webhookSecret !== undefined && { webhookSecrets: [webhookSecret] }),
    languages: languages ?? ['en-US'],
    timeZone: zone ?? 'UTC',
    ...(policy !== undefined && { policy }),
  };
}

function stripeKey(command: AddCommand, given: Given, ask?: Questions): Promise<string | undefined> {
  const prompt = 'Stripe secret or restricted key, sk_… or rk_… (empty: the sandbox)';
  return field(
    secretIn(given, 'stripe-key-file', command.stripeKeyFile),
    secretKeyOf,
    ask && !command.sandbox ? () => ask.secret(prompt) : undefined,
  );
}

const secretIn = (given: Given, option: string, file: string | undefined) =>
  file === undefined ? undefined : given.secret(option, file);

/** What was given, else what is answered, asked for until it can be read. Undefined where it is neither. */
async function field<T>(
  said: string | undefined,
  read: Read<T>,
  ask: (() => Promise<string>) | undefined,
): Promise<T | undefined> {
  if (said !== undefined) return read(said);
  while (ask) {
    const answer = await ask();
    if (answer === '') return undefined;
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof WrongUsage)) throw error;
      console.error(`  ${error.message}`);
    }
  }
  return undefined;
}

const secretKeyOf: Read<string> = (text) => {
  const message = 'A Stripe key is sk_test_…, sk_live_…, rk_test_… or rk_live_….';
  return valid({ secretKey: text }, stripeSchema.unwrap(), message).secretKey;
};

const webhookSecretOf: Read<string> = (text) => {
  const [secret = ''] = valid([text], webhookSecrets, 'A webhook’s signing secret is whsec_….');
  return secret;
};

const languagesOf: Read<string[]> = (text) =>
  valid(text.split(/[\s,]+/).filter(Boolean), shape.languages, undefined, '--languages');

const timeZoneOf: Read<string> = (text) => valid(text, shape.timeZone, undefined, '--time-zone');

/** As it was written: what it leaves out follows the defaults, also when those change. */
const policyOf: Read<unknown> = (text) => {
  const written = parseJson(text);
  if (written === undefined) throw new WrongUsage('--policy: the file is no JSON.');
  valid(written, shape.policy, undefined, '--policy');
  return written;
};

interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
      };
}

function valid<T>(value: unknown, schema: Schema<T>, message?: string, option = ''): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message: why }) =>
    [path.map(String).join('.'), why].filter(Boolean).join(': '),
  );
  throw new WrongUsage(message ?? `${option}: ${wrong.join('; ')}`);
}
