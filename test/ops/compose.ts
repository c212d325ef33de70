import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const root = join(__dirname, '../..');
export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const text = z.string().min(1);

/** The part of the Compose Specification that we use; anything else in the file is a mistake. */
const service = z.strictObject({
  image: text,
  build: z.literal('.').optional(),
  init: z.boolean().optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).optional(),
  entrypoint: z.array(text).optional(),
  command: z.array(text).optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).default({}),
  depends_on: z
    .record(
      text,
      z.strictObject({
        condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
      }),
    )
    .default({}),
  ports: z
    .array(z.string().regex(/^127\.0\.0\.1:\d{1,5}:\d{1,5}$/, 'Must be bound to loopback.'))
    .default([]),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)).default([]),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD')], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.int().min(1),
    })
    .optional(),
});

const file = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), service),
  volumes: z.record(text, z.null()),
});

export type Service = z.infer<typeof service>;
export type Compose = z.infer<typeof file>;

/** The compose file as Docker Compose would see it, without the pieces that only serve to be merged. */
export function readCompose(): Compose {
  const read: unknown = parse(textOf('docker-compose.yml'), { merge: true });
  const own = Object.entries(read as object).filter(([key]) => !key.startsWith('x-'));
  return file.parse(Object.fromEntries(own));
}

/** `${NAME:-default}` as it is where NAME is not set. */
export function interpolated(value: string): string {
  return value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}
