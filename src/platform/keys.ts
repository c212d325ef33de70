import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseJson } from './json.ts';

const key = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'Must be 32 bytes in base64.');

const keyFile = z.strictObject({
  version: z.literal(1),
  /** Encrypts what is kept in Temporal. */
  payload: key,
  /** Makes the keyed hashes that ids, guards and repeats hang on. Never rotated. */
  identity: key,
});

/** The keys of one tenant, 32 bytes each. */
export interface TenantKeys {
  readonly payload: Buffer;
  readonly identity: Buffer;
  /** Signs who a caller has proved to be. */
  readonly callerToken: Buffer;
}

/** The keys of staff's sign-in, 32 bytes each: they belong to no tenant. */
export interface StaffKeys {
  /** Encrypts who is signed in, in their cookie. */
  readonly session: Buffer;
  /** Encrypts what a sign-in under way has to come back with. */
  readonly signIn: Buffer;
  /** Makes the tokens that a page of ours proves itself by. */
  readonly csrf: Buffer;
}

/** Each tenant's keys, and staff's, derived from the key file. */
export interface Keys {
  (tenant: string): TenantKeys;
  readonly staff: StaffKeys;
}

/** Reads the key file. Throws one line that says what to do where it is missing or broken. */
export async function readKeys(file: string): Promise<Keys> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(
      'The key file cannot be read. Set TELLERLINE_KEYS to it; `npm start` makes one where none is.',
    );
  });
  return keysFrom(text);
}

/** Each tenant's keys from a key file's text. */
export function keysFrom(text: string): Keys {
  const read = keyFile.safeParse(parseJson(text));
  if (!read.success)
    throw new Error('The key file is broken. Put its back-up in place: nothing else can read what is kept.');
  const { payload, identity } = read.data;
  const derived = new Map<string, TenantKeys>();
  const ofTenant = (tenant: string) => {
    const known = derived.get(tenant);
    if (known) return known;
    const keys = {
      payload: derive(payload, 'payload', tenant),
      identity: derive(identity, 'identity', tenant),
      callerToken: derive(identity, 'caller-token', tenant),
    };
    derived.set(tenant, keys);
    return keys;
  };
  const staff = {
    session: derive(identity, 'staff', 'session'),
    signIn: derive(identity, 'staff', 'sign-in'),
    csrf: derive(identity, 'staff', 'csrf'),
  };
  return Object.assign(ofTenant, { staff });
}

/** Makes a key file where there is none. */
export async function makeKeys(file: string): Promise<void> {
  const fresh = () => randomBytes(32).toString('base64');
  const text = JSON.stringify({ version: 1, payload: fresh(), identity: fresh() });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

function derive(master: string, purpose: string, whose: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(master, 'base64'), '', `tellerline/${purpose}/${whose}`, 32),
  );
}
