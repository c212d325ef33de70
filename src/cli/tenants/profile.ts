import { WrongUsage } from '../wrong-usage.ts';
import type { AddCommand } from './command-line.ts';
import {
  apiBaseOf,
  idOf,
  languagesOf,
  policyOf,
  type Read,
  secretKeyOf,
  timeZoneOf,
  webhookSecretOf,
} from './fields.ts';
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

/** What the command line says, and what is asked for where it does not. Without anybody to ask, defaults stand in. */
export async function readProfile(
  command: AddCommand,
  { taken, ask }: { readonly taken: ReadonlySet<string>; readonly ask?: Questions | undefined },
): Promise<Profile> {
  const given = givenTexts();
  const freeId: Read<string> = (text) => {
    if (taken.has(text)) throw new WrongUsage('There is a tenant of that id already.');
    return idOf(text);
  };
  const id = await field(command.id, freeId, ask && (() => ask.text('Tenant id')));
  if (id === undefined) throw new WrongUsage('Who? Say --id, such as --id acme.');
  const secretKey = await stripeKey(command, given, ask);
  if (secretKey === undefined && !command.sandbox && !ask)
    throw new WrongUsage('Which Stripe? Say --stripe-key-file, where - is standard input, or --sandbox.');
  const webhookSecret = await field(
    await given.secret('webhook-secret-file', command.webhookSecretFile),
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
    async (file) => policyOf(await given.text('policy', file)),
    ask && (() => ask.text('File of the policy, JSON (empty: the defaults)')),
  );
  const apiBase = await field(command.apiBase, apiBaseOf, undefined);
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

async function stripeKey(command: AddCommand, given: Given, ask?: Questions): Promise<string | undefined> {
  const prompt = 'Stripe secret or restricted key, sk_… or rk_… (empty: the sandbox)';
  return field(
    await given.secret('stripe-key-file', command.stripeKeyFile),
    secretKeyOf,
    ask && !command.sandbox ? () => ask.secret(prompt) : undefined,
  );
}

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
      return await read(answer);
    } catch (error) {
      if (!(error instanceof WrongUsage)) throw error;
      console.error(`  ${error.message}`);
    }
  }
  return undefined;
}
