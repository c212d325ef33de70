import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from './settings.ts';
import { codeOf } from './system-error.ts';

type Place = Pick<Settings, 'masterKey'>;

/** What to do where the master key is not there or does not fit. */
export const masterKeyAdvice = 'Set TELLERLINE_MASTER_KEY_FILE, or TELLERLINE_MASTER_KEY, to the one in use';

/** The key that the secrets in the tenants file are encrypted under; undefined where there is none yet. */
export async function readMasterKey({ masterKey: { file, text } }: Place): Promise<Buffer | undefined> {
  if (text !== undefined) return parsed(text, 'TELLERLINE_MASTER_KEY');
  try {
    return parsed(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === undefined) throw error;
    throw new Error(`The master key in ${file} cannot be read (${String(codeOf(error))}). See who owns it.`);
  }
}

/** Makes a master key where there is none. Tells its file if it did. */
export async function makeMasterKey({ masterKey: { file, text } }: Place): Promise<string | undefined> {
  if (text !== undefined) return undefined;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    return file;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Strict, since Node's decoder passes over what is no base64 at all. */
function parsed(text: string, from: string): Buffer {
  if (/^[A-Za-z0-9+/]{43}=$/.test(text.trim())) return Buffer.from(text.trim(), 'base64');
  throw new Error(`The master key in ${from} is not 32 bytes in base64. ${masterKeyAdvice}.`);
}
