import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Tenant, tenants as tenantsFile } from '../contracts/tenants.ts';
import { parseJson } from './json.ts';

/** The tenants that this process serves. */
export interface Tenants {
  all(): readonly Tenant[];
  byId(id: string): Tenant | undefined;
  /** The tenant that an API key belongs to. Compared by hash, so that time tells nothing of the key. */
  byApiKey(key: string): Tenant | undefined;
}

/** Reads the tenants file. Throws one line that names the field that is wrong. */
export async function readTenants(file: string): Promise<Tenants> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(
      'The tenants file cannot be read. Set TELLERLINE_TENANTS to it; `npm start` makes one where none is.',
    );
  });
  return tenantsFrom(text);
}

/** The tenants of a tenants file's text. */
export function tenantsFrom(text: string): Tenants {
  const read = tenantsFile.safeParse(parseJson(text));
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
