import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';

/** What is kept in a browser's cookie: a JWT encrypted with A256GCM, for one purpose, of one shape, until a time. */
export function sealed<S extends z.ZodType<Record<string, unknown>>>(
  key: Buffer,
  { purpose, shape }: { purpose: string; shape: S },
) {
  return {
    /** `until`: seconds since 1970. */
    seal: (value: z.output<S>, until: number): Promise<string> =>
      new EncryptJWT(value)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(purpose)
        .setExpirationTime(until)
        .encrypt(key),

    /** Undefined where it is not ours, for another purpose, or over. */
    async open(token: string): Promise<z.output<S> | undefined> {
      try {
        const { payload } = await jwtDecrypt(token, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          audience: purpose,
          requiredClaims: ['exp'],
        });
        return shape.parse(payload);
      } catch {
        return undefined;
      }
    },
  };
}
