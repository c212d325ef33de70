import { z } from 'zod';
import { isSpoken, spokenLanguages } from '../domain/language.ts';
import { isTimeZone } from '../domain/time.ts';
import { languageRange, phone } from './fields.ts';
import { misplacedReceiver, notificationSettings } from './notification.ts';
import { policy } from './policy.ts';
import { secret } from './secret.ts';

const email = z.strictObject({
  from: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'Must be an address such as Acme <hello@acme.example>.'),
  smtp: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(587),
    tls: z
      .enum(['starttls', 'implicit', 'none'])
      .default('starttls')
      .describe('`none` only for a server on the same machine: codes would cross the network in clear'),
    user: z.string().min(1).exactOptional(),
    password: secret(z.string().min(1)).exactOptional(),
  }),
});

const sms = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
  authToken: secret(z.string().min(1)),
  from: z
    .union([phone, z.string().regex(/^MG[0-9a-f]{32}$/)])
    .describe('A number in E.164, or a messaging service'),
  apiBase: z.url().exactOptional().describe('Another Twilio than Twilio’s own, for tests'),
});

const webhookSecret = secret(z.string().regex(/^whsec_[A-Za-z0-9+/=_-]{1,200}$/));

/** One PolyAI project with its Stripe account, policy, API keys and languages. */
export const tenant = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,38}$/),
  apiKeyHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .describe('SHA-256 of each API key, in hex'),
  stripe: z
    .strictObject({
      secretKey: secret(z.string().regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]+$/)),
      account: z
        .string()
        .regex(/^acct_[A-Za-z0-9]+$/)
        .exactOptional()
        .describe('The connected account that its events may be about'),
      apiBase: z.url().exactOptional().describe('Another Stripe than Stripe’s own, for tests'),
    })
    .exactOptional()
    .describe('Without it the tenant is served by the embedded sandbox'),
  webhookSecrets: z
    .array(webhookSecret)
    .max(4)
    .default([])
    .describe('Signing secrets of Stripe’s webhook endpoint; two while one is rolled'),
  webhookEndpoints: z
    .array(
      z.strictObject({
        id: z.string().regex(/^we_[A-Za-z0-9]+$/),
        secret: webhookSecret,
        until: z.iso.datetime().exactOptional().describe('Of the one before: when it holds no longer'),
      }),
    )
    .max(2)
    .exactOptional()
    .describe('What `npm run tenants -- connect` has made: one, and while it is rolled the one before'),
  channels: z
    .strictObject({ email: email.exactOptional(), sms: sms.exactOptional() })
    .refine((set) => set.email !== undefined || set.sms !== undefined, 'Must hold an email or an sms.')
    .exactOptional()
    .describe(
      'How customers are written to. Without them nothing is sent: messages stand in the outbox, and with a live key nowhere',
    ),
  notifications: notificationSettings.exactOptional().describe('Where the tenant’s own systems are told'),
  languages: z
    .array(
      languageRange.refine(isSpoken, `Must be of a language that is spoken: ${spokenLanguages.join(', ')}.`),
    )
    .min(1)
    .default(['en-US'])
    .describe('The first is the default'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'Must be a time zone such as Europe/London.')
    .default('UTC')
    .describe('IANA name'),
  policy: policy.prefault({}),
});

export type Tenant = z.infer<typeof tenant>;

/** Whether money moves by that key of Stripe's. */
export const isLiveKey = (secretKey: string): boolean => /^(sk|rk)_live_/.test(secretKey);

/** Whether real money moves for a tenant. */
export const isLive = ({ stripe }: Pick<Tenant, 'stripe'>): boolean =>
  stripe !== undefined && isLiveKey(stripe.secretKey);

/** All that Stripe may have signed its events with at that time. */
export function webhookSecretsAt(
  { webhookSecrets, webhookEndpoints = [] }: Pick<Tenant, 'webhookSecrets' | 'webhookEndpoints'>,
  now: Date,
): string[] {
  const holding = webhookEndpoints.filter(({ until }) => until === undefined || new Date(until) > now);
  return [...holding.map(({ secret: one }) => one), ...webhookSecrets];
}

/** The tenants file. No id and no API key stands for two tenants. */
export const tenants = z.strictObject({
  tenants: z
    .array(tenant)
    .min(1)
    .superRefine((all, context) => {
      const taken = new Set<string>();
      const take = (name: string, path: (string | number)[]) => {
        if (taken.has(name))
          context.addIssue({ code: 'custom', path, message: 'Is another tenant’s already.' });
        taken.add(name);
      };
      all.forEach(({ id, apiKeyHashes, stripe, notifications }, index) => {
        take(id, [index, 'id']);
        const misplaced = notifications && misplacedReceiver(notifications, stripe?.secretKey);
        if (misplaced)
          context.addIssue({
            code: 'custom',
            path: [index, 'notifications', ...misplaced.path],
            message: misplaced.message,
          });
        for (const [at, hash] of apiKeyHashes.entries()) take(hash, [index, 'apiKeyHashes', at]);
      });
    }),
});
