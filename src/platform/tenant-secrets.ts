import { secretPaths } from '../contracts/secret.ts';
import { tenant as tenantSchema } from '../contracts/tenants.ts';
import { masterKeyAdvice } from './master-key.ts';
import { isSealed, type SecretOwner, seal, unseal } from './secrets.ts';

const paths = secretPaths(tenantSchema);

/** A tenants file as it is written, before anything is checked. */
export type TenantsText = { readonly tenants: readonly Record<string, unknown>[] };

/** The same file with each secret as `change` gives it back. What has not the shape of one is left for the check. */
export function mapSecrets(file: unknown, change: (text: string, owner: SecretOwner) => string): unknown {
  if (!isTenantsText(file)) return file;
  const tenants = file.tenants.map((one) => {
    const { id } = one;
    if (typeof id !== 'string') return one;
    return paths.reduce<unknown>(
      (value, path) => changedAt(value, path, (text) => change(text, { tenant: id, field: nameOf(path) })),
      one,
    );
  });
  return { ...file, tenants };
}

/** Which secrets stand there in clear. */
export function secretsInClear(file: unknown): SecretOwner[] {
  const found: SecretOwner[] = [];
  mapSecrets(file, (text, owner) => {
    if (!isSealed(text)) found.push(owner);
    return text;
  });
  return found;
}

/** The same file with all secrets encrypted; those that are already stay as they are. */
export function sealSecrets(file: unknown, masterKey: Buffer): unknown {
  return mapSecrets(file, (text, owner) => (isSealed(text) ? text : seal(text, owner, masterKey)));
}

/** The same file with all secrets in clear. Throws one line where a secret does not open. */
export function openSecrets(file: unknown, masterKey: Buffer | undefined): unknown {
  const shut: SecretOwner[] = [];
  let opened = 0;
  const clear = mapSecrets(file, (text, owner) => {
    if (!isSealed(text)) return text;
    const secret = masterKey && unseal(text, owner, masterKey);
    if (secret === undefined) shut.push(owner);
    else opened += 1;
    return secret ?? text;
  });
  if (shut.length === 0) return clear;
  if (!masterKey)
    throw new Error(`The secrets in the tenants file need their master key. ${masterKeyAdvice}.`);
  if (opened === 0)
    throw new Error(`The master key does not fit the secrets in the tenants file. ${masterKeyAdvice}.`);
  throw new Error(
    `Secrets in the tenants file were changed, or moved to another place: ${named(shut)}. Put them back, or enter them anew.`,
  );
}

/** Secrets by tenant and field, for a person. */
export function named(secrets: readonly SecretOwner[]): string {
  return [...new Set(secrets.map(({ tenant, field }) => `${field} of ${tenant}`))].join(', ');
}

function isTenantsText(file: unknown): file is TenantsText {
  if (!isRecord(file)) return false;
  const { tenants } = file;
  return Array.isArray(tenants) && tenants.every(isRecord);
}

function changedAt(value: unknown, path: readonly string[], change: (text: string) => string): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' ? change(value) : value;
  if (name === '*') return Array.isArray(value) ? value.map((one) => changedAt(one, rest, change)) : value;
  if (!isRecord(value) || !(name in value)) return value;
  return { ...value, [name]: changedAt(value[name], rest, change) };
}

const nameOf = (path: readonly string[]) => path.filter((name) => name !== '*').join('.');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
