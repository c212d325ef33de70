import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Reply } from '../contracts/reply.ts';
import type { ProvenCaller } from '../domain/verification.ts';
import type { Keys } from '../platform/keys.ts';
import type { GivenReply } from '../workflows/messages.ts';
import type { Answer } from './answer.ts';

/** How long a token holds, seconds: as long as a caller talks on, and no proof longer than a call may last. */
const TOKEN_SECONDS = 15 * 60;
const PROOF_SECONDS = 60 * 60;

const claims = z.object({
  call: z.string(),
  level: z.enum(['verified', 'authenticated']),
  customers: z.array(z.string()),
  payments: z.array(z.string()),
  byCode: z.array(z.string()).exactOptional(),
  since: z.int(),
});

/** A reply as the agent gets it. */
export type SentReply = Reply & { proven?: never };

/**
 * Tokens of who a caller has proved to be, for the next intent of the same call: a signed JWT, bound to tenant, call,
 * customer and level. They are made on the way out and checked on the way in, and never kept.
 */
export interface CallerTokens {
  /** Who a token names. Undefined where it is not ours, of another tenant or call, or over: the caller is asked then. */
  read(token: string, tenant: string, call: string): Promise<ProvenCaller | undefined>;
  /** An answer with the tokens that its reply is due. */
  mint(answer: Answer<GivenReply>, tenant: string): Promise<Answer<SentReply>>;
}

/** The tokens of all tenants, signed with a key of each one's own. */
export function callerTokens(keys: Keys): CallerTokens {
  async function read(token: string, tenant: string, call: string): Promise<ProvenCaller | undefined> {
    try {
      const { payload } = await jwtVerify(token, keys(tenant).callerToken, {
        algorithms: ['HS256'],
        audience: tenant,
        requiredClaims: ['exp'],
      });
      const { call: itsCall, ...proven } = claims.parse(payload);
      return itsCall === call ? proven : undefined;
    } catch {
      return undefined;
    }
  }

  async function sent({ proven, ...reply }: GivenReply, tenant: string): Promise<SentReply> {
    if (!proven) return reply;
    const now = Math.floor(Date.now() / 1_000);
    // Of the same minute they are alike, so that a repeat mostly gets the very same reply.
    const minute = Math.ceil(now / 60) * 60;
    const until = Math.min(minute + TOKEN_SECONDS, proven.since + PROOF_SECONDS);
    if (until <= now) return reply;
    const token = new SignJWT({ ...proven }).setProtectedHeader({ alg: 'HS256' });
    token.setAudience(tenant).setExpirationTime(until);
    return { ...reply, callerToken: await token.sign(keys(tenant).callerToken) };
  }

  return {
    read,
    async mint({ body, ...answer }, tenant) {
      if (!body) return answer;
      if ('intentId' in body) return { ...answer, body: await sent(body, tenant) };
      const { latest, ...problem } = body;
      return { ...answer, body: { ...problem, ...(latest && { latest: await sent(latest, tenant) }) } };
    },
  };
}
