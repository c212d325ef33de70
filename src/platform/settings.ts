import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** What docker-compose.yml passes on where nobody has set it is empty. */
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value);

/** Every variable that Tellerline reads from its environment, with its default. Temporal's own are read by envconfig. */
export const environment = z.object({
  TELLERLINE_DATA: z
    .string()
    .default('.tellerline')
    .describe('Folder that holds all state of the embedded default'),
  TELLERLINE_API_HOST: z.string().default('127.0.0.1').describe('Address the API listens on'),
  TELLERLINE_API_PORT: port.default(8080).describe('Port of the API and its pages'),
  TELLERLINE_PUBLIC_URL: z
    .preprocess(emptyIsAbsent, z.url().optional())
    .describe('Where staff reach the console, without a path; default: http://127.0.0.1 and the API’s port'),
  TELLERLINE_OIDC_ISSUER: z
    .preprocess(emptyIsAbsent, z.url().optional())
    .describe(
      'OpenID Connect issuer that staff sign in with; npm start runs one of its own where none is set',
    ),
  TELLERLINE_OIDC_CLIENT_ID: z.string().min(1).default('tellerline').describe('Our client id there'),
  TELLERLINE_OIDC_CLIENT_SECRET: z
    .preprocess(emptyIsAbsent, z.string().optional())
    .describe('Its secret; without it a public client with PKCE'),
  TELLERLINE_OIDC_SCOPE: z.string().min(1).default('openid profile').describe('What is asked for there'),
  TELLERLINE_OIDC_ROLES_CLAIM: z
    .string()
    .min(1)
    .default('roles')
    .describe('Claim that holds a member’s roles; a path such as realm_access.roles where it is nested'),
  TELLERLINE_OIDC_TENANTS_CLAIM: z
    .string()
    .min(1)
    .default('tenants')
    .describe('Claim that holds the tenants whose tasks they see; `*` for all'),
  TELLERLINE_IDENTITY_PROVIDER_PORT: port
    .default(8425)
    .describe('Port of the embedded identity provider, which is not for production'),
  TELLERLINE_CODEC_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address of the decode-only codec route: whoever reaches it reads what callers said'),
  TELLERLINE_CODEC_PORT: port.default(8234).describe('Port of the decode-only codec route'),
  TELLERLINE_UI_ORIGIN: z
    .string()
    .default('http://localhost:8233')
    .describe('Origin of the Temporal UI that may decode'),
  TELLERLINE_SANDBOX_HOST: z.string().default('127.0.0.1').describe('Address the Stripe sandbox listens on'),
  TELLERLINE_SANDBOX_PORT: port.default(8421).describe('Port of the Stripe sandbox'),
  TELLERLINE_SANDBOX_URL: z.url().optional().describe('Where tenants without a Stripe key find the sandbox'),
  TELLERLINE_SANDBOX_WEBHOOK_URL: z
    .url()
    .optional()
    .describe('Where the sandbox sends the events of tenants without a Stripe key'),
  TELLERLINE_SANDBOX_WEBHOOK_SECRET: z
    .string()
    .min(1)
    .default('whsec_demo')
    .describe('What it signs them with'),
  TELLERLINE_TEMPORAL_PORT: port.default(7233).describe('Port of the embedded Temporal server'),
  TELLERLINE_TEMPORAL_UI_PORT: port.default(8233).describe('Port of the embedded Temporal UI'),
  TELLERLINE_TASK_QUEUE: z.string().default('tellerline').describe('Temporal task queue of API and workers'),
  TELLERLINE_TENANTS: z
    .string()
    .optional()
    .describe('Tenants file; default: tenants.json in the data folder'),
  TELLERLINE_KEYS: z.string().optional().describe('Key file; default: keys.json in the data folder'),
  TELLERLINE_MASTER_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of the key that secrets in the tenants file are encrypted under, 32 bytes in base64; default: master.key in the data folder',
    ),
  TELLERLINE_MASTER_KEY: z.string().min(1).optional().describe('That key itself, in the place of its file'),
  TELLERLINE_BEHIND_TLS: z
    .enum(['0', '1'])
    .default('0')
    .describe('1 says that the API is reached from elsewhere only through something that ends TLS'),
  TELLERLINE_OUTBOX: z
    .string()
    .optional()
    .describe(
      'File that keeps the messages of tenants without channels and without a live key; default: outbox.jsonl in the data folder',
    ),
  TELLERLINE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Log level'),
  TELLERLINE_CACHE: z
    .string()
    .default(fileURLToPath(new URL('../../.cache', import.meta.url)))
    .describe('Folder that keeps fetched binaries'),
  TELLERLINE_SUPERVISED: z
    .literal('1')
    .optional()
    .describe('Set by npm start: end when standard input closes'),
  TEMPORAL_CLI_PATH: z.string().optional().describe('Temporal CLI to use instead of one found or fetched'),
  TEMPORAL_TEST_SERVER_PATH: z.string().optional().describe('Time-skipping test server to use'),
  PATH: z.string().default('').describe('Where a Temporal CLI is looked for'),
});

/** Where the programs that are not ours may be. */
export interface Tools {
  temporalCli: string | undefined;
  testServer: string | undefined;
  cacheFolder: string;
  searchPath: string[];
}

/** How support's staff reach the console and sign in. */
export interface StaffSettings {
  /** An origin: no path, no slash at its end. */
  publicUrl: string;
  /** Absent where signing in is not set up. */
  oidc?: {
    issuer: string;
    clientId: string;
    clientSecret?: string;
    scope: string;
    rolesClaim: string;
    tenantsClaim: string;
  };
  identityProviderPort: number;
  /** What the console is built into. */
  consoleFolder: string;
}

/** What the processes of Tellerline are told from outside. */
export interface Settings {
  dataFolder: string;
  tenantsFile: string;
  keysFile: string;
  /** What the secrets in the tenants file are encrypted under: the text, where given, in the place of the file. */
  masterKey: { file: string; text?: string };
  /** Where the messages of tenants without channels are kept. */
  outboxFile: string;
  api: { host: string; port: number; behindTls: boolean };
  staff: StaffSettings;
  codec: { host: string; port: number; uiOrigin: string };
  sandbox: {
    host: string;
    port: number;
    url: string;
    /** Where it sends the events of tenants without a Stripe key, if anywhere. */
    webhook: { url: string | undefined; secret: string };
  };
  temporal: { port: number; uiPort: number; taskQueue: string };
  tools: Tools;
  supervised: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the environment: the only place that does. Throws one line that names the variable that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const read = environment.safeParse(env);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Wrong settings. ${wrong.join('; ')}`);
  }
  const set = read.data;
  const dataFolder = resolve(set.TELLERLINE_DATA);
  return {
    dataFolder,
    tenantsFile: set.TELLERLINE_TENANTS ?? join(dataFolder, 'tenants.json'),
    keysFile: set.TELLERLINE_KEYS ?? join(dataFolder, 'keys.json'),
    masterKey: {
      file: resolve(set.TELLERLINE_MASTER_KEY_FILE ?? join(dataFolder, 'master.key')),
      ...(set.TELLERLINE_MASTER_KEY !== undefined && { text: set.TELLERLINE_MASTER_KEY }),
    },
    outboxFile: set.TELLERLINE_OUTBOX ?? join(dataFolder, 'outbox.jsonl'),
    api: {
      host: set.TELLERLINE_API_HOST,
      port: set.TELLERLINE_API_PORT,
      behindTls: set.TELLERLINE_BEHIND_TLS === '1',
    },
    staff: staffSettings(set),
    codec: {
      host: set.TELLERLINE_CODEC_HOST,
      port: set.TELLERLINE_CODEC_PORT,
      uiOrigin: set.TELLERLINE_UI_ORIGIN,
    },
    sandbox: {
      host: set.TELLERLINE_SANDBOX_HOST,
      port: set.TELLERLINE_SANDBOX_PORT,
      url: set.TELLERLINE_SANDBOX_URL ?? `http://127.0.0.1:${set.TELLERLINE_SANDBOX_PORT}`,
      webhook: { url: set.TELLERLINE_SANDBOX_WEBHOOK_URL, secret: set.TELLERLINE_SANDBOX_WEBHOOK_SECRET },
    },
    temporal: {
      port: set.TELLERLINE_TEMPORAL_PORT,
      uiPort: set.TELLERLINE_TEMPORAL_UI_PORT,
      taskQueue: set.TELLERLINE_TASK_QUEUE,
    },
    tools: {
      temporalCli: set.TEMPORAL_CLI_PATH,
      testServer: set.TEMPORAL_TEST_SERVER_PATH,
      cacheFolder: resolve(set.TELLERLINE_CACHE),
      searchPath: set.PATH.split(delimiter).filter(Boolean),
    },
    supervised: set.TELLERLINE_SUPERVISED !== undefined,
    logLevel: set.TELLERLINE_LOG_LEVEL,
  };
}

function staffSettings(set: z.infer<typeof environment>): StaffSettings {
  const publicUrl = set.TELLERLINE_PUBLIC_URL ?? `http://127.0.0.1:${set.TELLERLINE_API_PORT}`;
  const { TELLERLINE_OIDC_ISSUER: issuer, TELLERLINE_OIDC_CLIENT_SECRET: clientSecret } = set;
  return {
    publicUrl: new URL(publicUrl).origin,
    ...(issuer !== undefined && {
      oidc: {
        issuer,
        clientId: set.TELLERLINE_OIDC_CLIENT_ID,
        ...(clientSecret !== undefined && { clientSecret }),
        scope: set.TELLERLINE_OIDC_SCOPE,
        rolesClaim: set.TELLERLINE_OIDC_ROLES_CLAIM,
        tenantsClaim: set.TELLERLINE_OIDC_TENANTS_CLAIM,
      },
    }),
    identityProviderPort: set.TELLERLINE_IDENTITY_PROVIDER_PORT,
    consoleFolder: fileURLToPath(new URL('../../dist/console', import.meta.url)),
  };
}

/** The environment of a child: ours, without what would lead it to another Temporal, and with what `own` says. */
export function childEnvironment(
  own: Record<string, string>,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(inherited), ...own };
}
