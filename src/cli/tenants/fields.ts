import { tenant } from '../../contracts/tenants.ts';
import { parseJson } from '../../platform/json.ts';
import { WrongUsage } from '../wrong-usage.ts';

/** A field's value, from the text that was given for it; what is wrong is a `WrongUsage` that never quotes the text. */
export type Read<T> = (text: string) => T | Promise<T>;

const { shape } = tenant;
const { shape: stripe } = shape.stripe.unwrap();

export const idOf: Read<string> = (text) =>
  valid(text, shape.id, 'A tenant’s id is up to 39 small letters, digits and hyphens.');

export const secretKeyOf: Read<string> = (text) =>
  valid(text, stripe.secretKey, 'A Stripe key is sk_test_…, sk_live_…, rk_test_… or rk_live_….');

export const apiBaseOf: Read<string> = (text) =>
  valid(text, stripe.apiBase.unwrap(), '--api-base must be an address such as http://127.0.0.1:8421.');

export const webhookSecretOf: Read<string> = (text) =>
  valid(text, shape.webhookSecrets.unwrap().element, 'A webhook’s signing secret is whsec_….');

export const languagesOf: Read<string[]> = (text) =>
  valid(text.split(/[\s,]+/).filter(Boolean), shape.languages, undefined, '--languages');

export const timeZoneOf: Read<string> = (text) => valid(text, shape.timeZone, undefined, '--time-zone');

/** As it was written: what it leaves out follows the defaults, also when those change. */
export const policyOf: Read<unknown> = (text) => {
  const written = parseJson(text);
  if (written === undefined) throw new WrongUsage('--policy: the file is no JSON.');
  valid(written, shape.policy, undefined, '--policy');
  return written;
};

interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
      };
}

function valid<T>(value: unknown, schema: Schema<T>, message?: string, option = ''): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message: why }) =>
    [path.map(String).join('.'), why].filter(Boolean).join(': '),
  );
  throw new WrongUsage(message ?? `${option}: ${wrong.join('; ')}`);
}
