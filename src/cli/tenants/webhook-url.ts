import type { Tenant } from '../../contracts/tenants.ts';
import { WrongUsage } from '../wrong-usage.ts';

/** Where Stripe delivers to a tenant, from where it reaches the API; http only for the sandbox, which is no Stripe. */
export function webhookUrl(base: string, { id, stripe }: Pick<Tenant, 'id' | 'stripe'>): string {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  const isSandbox = !stripe || stripe.apiBase !== undefined;
  if (!url || !(url.protocol === 'https:' || (isSandbox && url.protocol === 'http:')))
    throw new WrongUsage(
      `--url must be ${isSandbox ? 'http or https' : 'https'}, such as https://pay.example.com.`,
    );
  if (url.username || url.password || url.search || url.hash)
    throw new WrongUsage('--url must hold no user, password, query or fragment.');
  const path = `/webhooks/stripe/${id}`;
  const before = url.pathname.replace(/\/+$/, '');
  return url.origin + (before.endsWith(path) ? before : before + path);
}
