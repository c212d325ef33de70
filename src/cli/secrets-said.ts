import { parseJson } from '../platform/json.ts';
import { named, secretsInClear } from '../platform/tenant-secrets.ts';
import { readTenantsText } from '../platform/tenants.ts';

/** What is said once, where a master key was made. */
export function masterKeyMade(file: string): string {
  return `Made a master key for the secrets in the tenants file: ${file}. Back it up, apart from that file.`;
}

/** What is said of secrets that stand in the tenants file in clear; undefined where none does. */
export async function inClear(tenantsFile: string): Promise<string | undefined> {
  const clear = secretsInClear(parseJson(await readTenantsText(tenantsFile)));
  if (clear.length === 0) return undefined;
  return `In clear in the tenants file: ${named(clear)}. Encrypt them: npm run tenants -- encrypt.`;
}
