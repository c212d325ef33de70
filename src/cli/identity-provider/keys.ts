import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { parseJson } from '../../platform/json.ts';

const kept = z.object({ signing: z.looseObject({ kty: z.string() }), cookies: z.string().min(1) });

/** What the embedded identity provider signs with; made where there is none, so that a restart signs nobody out there. */
export async function providerKeys(file: string): Promise<{ signing: JWK; cookies: string }> {
  const there = kept.safeParse(parseJson(await readFile(file, 'utf8').catch(() => '')));
  if (there.success) return there.data as { signing: JWK; cookies: string };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signing = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK;
  const made = { signing, cookies: randomBytes(32).toString('base64') };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  return made;
}
