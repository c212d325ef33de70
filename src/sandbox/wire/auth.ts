import { createHash } from 'node:crypto';
import { StripeFailure } from './errors.ts';

/**
 * The account behind an `Authorization` header. A restricted key belongs to the account of the secret key with the
 * same ending. The name is a hash, so that the state file holds no key.
 */
export function authenticate(authorization: string | undefined): string {
  const key = presentedKey(authorization);
  if (!key) {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (/^(sk|rk)_live_/.test(key)) {
    throw unauthorized('This is a sandbox: it refuses live mode keys, and you should not send them here.');
  }
  const account = /^(?:sk|rk)_test_([A-Za-z0-9_-]+)$/.exec(key)?.[1];
  if (!account) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
  return `acct_${createHash('sha256').update(account).digest('hex').slice(0, 16)}`;
}

function presentedKey(authorization = ''): string | undefined {
  const [scheme, credentials = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() === 'bearer') return credentials || undefined;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString().split(':')[0] || undefined;
}

const masked = (key: string): string => `${key.slice(0, 3)}${'*'.repeat(8)}${key.slice(-4)}`;

function unauthorized(message: string): StripeFailure {
  return new StripeFailure(401, { type: 'invalid_request_error', message }, { began: false });
}
