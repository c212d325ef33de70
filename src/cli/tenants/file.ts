import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { parseJson } from '../../platform/json.ts';
import { codeOf } from '../../platform/system-error.ts';
import { openSecrets, sealSecrets, type TenantsText } from '../../platform/tenant-secrets.ts';
import { tenantsFrom } from '../../platform/tenants.ts';
import { WrongUsage } from '../wrong-usage.ts';
import { underLock } from './lock.ts';

/** A tenant as it is written, without what is left out. */
export type TenantText = TenantsText['tenants'][number];

/** Where tenants stand, and what their secrets are encrypted under. */
export interface TenantsFile {
  readonly file: string;
  readonly masterKey: Buffer;
}

/** The tenants as they are written, with their secrets in clear. Empty where there is no file yet. */
export function writtenTenants({ file, masterKey }: TenantsFile): readonly TenantText[] {
  const text = textOf(file);
  if (text === undefined) return [];
  // Checked as a whole first: what is written here is then known to have the shape.
  tenantsFrom(text, masterKey);
  return (openSecrets(parseJson(text), masterKey) as TenantsText).tenants;
}

/** Writes one more tenant. What others have written meanwhile is kept. */
export async function addTenant(place: TenantsFile, tenant: TenantText): Promise<void> {
  await change(place, ({ tenants, ...rest }) => ({
    ...rest,
    tenants: [...tenants, ...sealed([tenant], place)],
  }));
}

/** Sets some of a tenant's fields; the rest of it, and all other tenants, stay as they are. */
export async function setInTenant(
  place: TenantsFile,
  id: string,
  fields: (now: TenantText) => TenantText,
): Promise<void> {
  await change(place, ({ tenants, ...rest }) => {
    if (!tenants.some((one) => one['id'] === id)) throw new WrongUsage(`There is no tenant ${id} any more.`);
    const next = tenants.map((one) => {
      if (one['id'] !== id) return one;
      const [news = {}] = sealed([{ id, ...fields(one) }], place);
      return { ...one, ...news };
    });
    return { ...rest, tenants: next };
  });
}

/** Encrypts all secrets that are in clear. */
export function encryptAll(place: TenantsFile): Promise<void> {
  return change(place, (now) => ({ ...now, tenants: sealed(now.tenants, place) }));
}

function sealed(tenants: readonly TenantText[], { masterKey }: TenantsFile): readonly TenantText[] {
  return (sealSecrets({ tenants }, masterKey) as TenantsText).tenants;
}

async function change(
  { file, masterKey }: TenantsFile,
  next: (now: TenantsText) => TenantsText,
): Promise<void> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    await underLock(file, (stillOurs) => {
      const text = textOf(file);
      if (text !== undefined) tenantsFrom(text, masterKey);
      const changed = next(text === undefined ? { tenants: [] } : (parseJson(text) as TenantsText));
      const written = `${JSON.stringify(changed, null, 2)}\n`;
      // Nothing is written that API and workers would refuse.
      tenantsFrom(written, masterKey);
      replace(text === undefined ? file : realpathSync(file), written, stillOurs);
    });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new Error(`The tenants file ${file} cannot be written (${String(codeOf(error))}).`);
  }
}

/** Whole or not at all, also where the machine loses power in between. */
function replace(file: string, text: string, stillOurs: () => boolean): void {
  const scratch = `${file}.${randomUUID()}`;
  try {
    const open = openSync(scratch, 'wx', 0o600);
    writeFileSync(open, text);
    fsyncSync(open);
    closeSync(open);
    if (!stillOurs())
      throw new Error('Another command has written the tenants file meanwhile. Say it again.');
    renameSync(scratch, file);
  } finally {
    rmSync(scratch, { force: true });
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
