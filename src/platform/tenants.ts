import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Tenant, tenants as tenantsFile } from '../contracts/tenants.ts';
import { parseJson } from './json.ts';
import { readMasterKey } from './master-key.ts';
import type { Settings } from './settings.ts';
import { openSecrets } from './tenant-secrets.ts';

/** The tenants that this process serves. */
export interface Tenants {
  all(): readonly Tenant[];
  byId(id: string): Tenant | undefined;
  /** The tenant that an API key belongs to. Compared by hash, so that time tells nothing of the key. */
  byApiKey(key: string): Tenant | undefined;
}

/** Reads the tenants file. Throws one line that names the field that is wrong. */
export async function readTenants(settings: Pick<Settings, 'tenantsFile' | 'masterKey'>): Promise<Tenants> {
  return tenantsFrom(await readTenantsText(settings.tenantsFile), await readMasterKey(settings));
}

/** The tenants file as it stands. Throws one line where it cannot be read. */
export function readTenantsText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Error(
      'The tenants file cannot be read. Set TELLERLINE_TENANTS to it; `npm start` makes one where none is.',
    );
  });
}

/** The tenants of a tenants file's text, whose secrets may be encrypted. */
export function tenantsFrom(text: string, masterKey?: Buffer): Tenants {
  const read = tenantsFile.safeParse(openSecrets(parseJson(text), masterKey));
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
    throw new Error(`The tenants file is not valid. ${wrong.join('; ')}`);
  }
  const all = read.data.tenants;
  const byId = new Map(all.map((tenant) => [tenant.id, tenant]));
  const byHash = new Map(all.flatMap((tenant) => tenant.apiKeyHashes.map((hash) => [hash, tenant])));
  return {
    all: () => all,
    byId: (id) => byId.get(id),
    byApiKey: (key) => byHash.get(hashApiKey(key)),
  };
}

/** An API key as the tenants file keeps it. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
