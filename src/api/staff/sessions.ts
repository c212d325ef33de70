import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { staff } from '../../contracts/task.ts';
import type { StaffKeys } from '../../platform/keys.ts';
import type { Member } from './member.ts';
import { sealed } from './sealed.ts';

/** How long somebody may do nothing, and be signed in at all, seconds. */
const IDLE_SECONDS = 30 * 60;
const WHOLE_SECONDS = 10 * 3_600;
/** A cookie is renewed once it is so old, seconds. */
const RENEW_SECONDS = 60;

const shape = z.object({
  sid: z.string(),
  staff,
  tenants: z.array(z.string()),
  embedded: z.boolean(),
  /** Seconds since 1970. */
  since: z.int(),
  seen: z.int(),
});

/** Somebody who is signed in. `embedded`: at the identity provider that is not for production. */
export type StaffSession = z.infer<typeof shape>;

export type StaffSessions = ReturnType<typeof staffSessions>;

/**
 * Sessions live in their cookies alone, so that any API process knows them. What this process remembers besides is who
 * has signed out, since a cookie that was copied would go on, and who was seen last, for streams that last.
 */
export function staffSessions(keys: StaffKeys, clock: () => number = Date.now) {
  const cookie = sealed(keys.session, { purpose: 'staff-session', shape });
  const ended = new Map<string, number>();
  const seen = new Map<string, StaffSession>();
  const endings = new EventEmitter().setMaxListeners(0);
  const now = () => Math.floor(clock() / 1_000);

  function untilOf({ since, seen: lastSeen }: StaffSession): number {
    return Math.min(since + WHOLE_SECONDS, lastSeen + IDLE_SECONDS);
  }

  function isLive(session: StaffSession): boolean {
    const latest = seen.get(session.sid);
    const { seen: lastSeen } = latest !== undefined && latest.seen > session.seen ? latest : session;
    return !ended.has(session.sid) && now() < untilOf({ ...session, seen: lastSeen });
  }

  function forget(): void {
    for (const [sid, until] of ended) if (until <= now()) ended.delete(sid);
    for (const [sid, { since }] of seen) if (since + WHOLE_SECONDS <= now()) seen.delete(sid);
  }

  const seal = (session: StaffSession) => cookie.seal(session, untilOf(session));

  return {
    /** Signs somebody in: their session, and the cookie that holds it. */
    async begin({ staff: who, tenants }: Member, { embedded }: { embedded: boolean }) {
      forget();
      const moment = now();
      const session: StaffSession = {
        sid: randomUUID(),
        staff: who,
        tenants: [...tenants],
        embedded,
        since: moment,
        seen: moment,
      };
      seen.set(session.sid, session);
      return { session, cookie: await seal(session) };
    },

    /** Who a cookie says is signed in; undefined where nobody is any more. */
    async read(value: string): Promise<StaffSession | undefined> {
      const session = await cookie.open(value);
      return session && isLive(session) ? session : undefined;
    },

    /** Notes that somebody did something: their session as it is kept now, and a new cookie where theirs has become old. */
    async renew(session: StaffSession): Promise<{ session: StaffSession; cookie?: string }> {
      const renewed = { ...session, seen: now() };
      seen.set(session.sid, renewed);
      if (renewed.seen - session.seen < RENEW_SECONDS) return { session };
      return { session: renewed, cookie: await seal(renewed) };
    },

    end({ sid, since }: StaffSession): void {
      forget();
      ended.set(sid, since + WHOLE_SECONDS);
      seen.delete(sid);
      endings.emit(sid);
    },

    isLive,

    /** When they are asked to sign in again, unless they do something before: milliseconds since 1970. */
    until: (session: StaffSession): number => untilOf(session) * 1_000,

    /** When they are in any case: seconds since 1970. */
    wholeUntil: ({ since }: StaffSession): number => since + WHOLE_SECONDS,

    /** Has something called when somebody signs out; what is returned forgets it. */
    onEnd(sid: string, call: () => void): () => void {
      endings.once(sid, call);
      return () => endings.off(sid, call);
    },

    /** Those who were signed in here lately. */
    lately: (): StaffSession[] => [...seen.values()].filter(({ since }) => now() < since + WHOLE_SECONDS),

    csrf: csrfOf,

    /** Whether a page brings the token of that session. */
    isFromPage({ sid }: StaffSession, token: string): boolean {
      const [ours, given] = [Buffer.from(csrfOf({ sid })), Buffer.from(token)];
      return ours.length === given.length && timingSafeEqual(ours, given);
    },
  };

  /** What each POST brings: a page of another site cannot read it. */
  function csrfOf({ sid }: Pick<StaffSession, 'sid'>): string {
    return createHmac('sha256', keys.csrf).update(sid).digest('base64url');
  }
}
