import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a secret belongs to, bound to it as associated data: it opens nowhere else. */
export interface SecretOwner {
  readonly tenant: string;
  /** Such as `stripe.secretKey`; of a list without the place, which changes as others come and go. */
  readonly field: string;
}

/** The way that secrets are encrypted in, so that another one, or another key, can be told from it. */
const PREFIX = 'enc:v1:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Whether a text is an encrypted secret, of whatever version. */
export const isSealed = (text: string): boolean => text.startsWith('enc:');

/** A secret as the tenants file keeps it: AES-256-GCM, `enc:v1:` and base64url of iv, ciphertext and tag. */
export function seal(secret: string, owner: SecretOwner, masterKey: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv).setAAD(boundTo(owner));
  const data = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + data.toString('base64url');
}

/** The secret in clear; undefined where key, owner or text are not those that it was made with. */
export function unseal(text: string, owner: SecretOwner, masterKey: Buffer): string | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const data = Buffer.from(text.slice(PREFIX.length), 'base64url');
  if (data.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', masterKey, data.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAAD(boundTo(owner));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  try {
    const clear = [decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(clear).toString('utf8');
  } catch {
    return undefined;
  }
}

function boundTo({ tenant, field }: SecretOwner): Buffer {
  return Buffer.from(`tellerline/secret\n${tenant}\n${field}`);
}
