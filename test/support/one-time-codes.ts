import { expect } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { aPhone, type Payer, payer } from './people.ts';
import { verifiedRefund } from './refunds.ts';
import type { Teller } from './teller.ts';

/** A code that was not sent. */
export const notThat = (code: string) => String((Number(code) + 1) % 1e6).padStart(6, '0');

export const asksForCode = { status: 'asking', expects: { kind: 'one_time_code', digits: 6, triesLeft: 5 } };
export const declinedFor = (reason: string) => ({ status: 'done', outcome: 'declined', handoff: { reason } });

/** What tests of one-time codes do in a file's Teller, where a refund takes a code. */
export function oneTimeCodesOf(teller: Teller) {
  /** All codes that were written to somebody, oldest first. */
  async function codesTo(to: string): Promise<string[]> {
    return (await teller.outbox(to)).map(({ text }) => /^\d{6}/.exec(text)?.[0] ?? '');
  }

  return {
    /** Somebody who can be written to by text message as well. */
    async payerWithPhone(tenant = 'demo'): Promise<Payer & { phone: string }> {
      const who = await payer(teller, {}, tenant);
      const phone = aPhone();
      await teller.stripe(tenant).customers.update(who.customer, { phone });
      return { ...who, phone };
    },

    /** A refund up to the question after the yes. */
    async confirmed(who: Payer, tenant = 'demo', call = teller.call()): Promise<Reply> {
      const confirm = await verifiedRefund(teller, who, {}, { call, tenant });
      expect(confirm).toMatchObject({ expects: { kind: 'confirmation' } });
      return teller.agent(tenant).answer(confirm, { confirm: true });
    },

    codesTo,
    latestTo: async (to: string): Promise<string> => (await codesTo(to)).at(-1) ?? '',
  };
}
