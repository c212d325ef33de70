import { expect } from '@jest/globals';
import Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { type Check, fresh, paid } from '../check.ts';

export const idempotency: Check[] = [
  {
    name: 'the same key gives the same answer, says so, and does nothing again',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      const refund = { payment_intent, amount: 300 };
      const idempotencyKey = fresh();
      const first = await stripe.refunds.create(refund, { idempotencyKey });
      const second = await stripe.refunds.create(refund, { idempotencyKey });
      expect(second.id).toBe(first.id);
      expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
      expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
      expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
      expect((await stripe.refunds.list({ payment_intent })).data).toHaveLength(1);
    },
  },
  {
    name: 'the same key with other parameters is refused',
    async holds({ stripe }) {
      const idempotencyKey = fresh();
      await stripe.customers.create({ name: 'Ann' }, { idempotencyKey });
      const error = await refusal(stripe.customers.create({ name: 'Bob' }, { idempotencyKey }));
      expect(error).toMatchObject({
        type: 'StripeIdempotencyError',
        statusCode: 400,
        rawType: 'idempotency_error',
      });
      expect(error.message).toBe(
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
          `Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
      );
    },
  },
  {
    name: 'the same key on another endpoint is refused',
    async holds({ stripe }) {
      const idempotencyKey = fresh();
      const { id } = await stripe.customers.create({}, { idempotencyKey });
      const error = await refusal(stripe.customers.update(id, {}, { idempotencyKey }));
      expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
      expect(error.message).toContain(`('/v1/customers' vs '/v1/customers/${id}')`);
    },
  },
  {
    name: 'a refusal by the state of things is kept for its key, a wrong parameter is not',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      const tooMuch = { payment_intent, amount: 20_000 };
      const [kept, free] = [fresh(), fresh()];
      await refusal(stripe.refunds.create(tooMuch, { idempotencyKey: kept }));
      const again = await refusal(stripe.refunds.create(tooMuch, { idempotencyKey: kept }));
      expect(again.headers?.['idempotent-replayed']).toBe('true');
      await refusal(stripe.refunds.create({ payment_intent, amount: 0 }, { idempotencyKey: free }));
      const right = await stripe.refunds.create({ payment_intent, amount: 1 }, { idempotencyKey: free });
      expect(right.status).toBe('succeeded');
    },
  },
  {
    name: 'while a request runs its key is in use, and one payment is made',
    async holds({ stripe, slowDown }) {
      const { id: customer } = await stripe.customers.create();
      await slowDown('/v1/payment_intents');
      const idempotencyKey = fresh();
      const tries = await Promise.allSettled(
        Array.from({ length: 4 }, () => paidUnder(stripe, customer, idempotencyKey)),
      );
      const errors: unknown[] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) {
        expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
        expect(error).toMatchObject({
          statusCode: 409,
          code: 'idempotency_key_in_use',
          rawType: 'idempotency_error',
        });
      }
      expect((await stripe.charges.list({ customer })).data).toHaveLength(1);
    },
  },
];

function paidUnder(stripe: Stripe, customer: string, idempotencyKey: string): Promise<unknown> {
  const params = { amount: 1_000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };
  const never = { enabled: true, allow_redirects: 'never' } as const;
  return stripe.paymentIntents.create(
    { ...params, customer, automatic_payment_methods: never },
    { idempotencyKey },
  );
}
