import { expect } from '@jest/globals';
import { refusal } from '../../sandbox/sandbox.ts';
import { until } from '../../support/until.ts';
import { type Check, fresh } from '../check.ts';

export const customers: Check[] = [
  {
    name: 'a customer keeps what it was created with, and empty text unsets a field',
    async holds({ stripe }) {
      const address = { line1: '1 Main St', postal_code: '94107', country: 'US' };
      const created = await stripe.customers.create({ name: 'Ann', phone: '+15551234567', address });
      expect(created.id).toMatch(/^cus_[A-Za-z0-9]+$/);
      const kept = await stripe.customers.retrieve(created.id);
      expect(kept).toMatchObject({ object: 'customer', name: 'Ann', email: null, address });
      const updated = await stripe.customers.update(created.id, { phone: '' });
      expect(updated).toMatchObject({ phone: null, name: 'Ann' });
    },
  },
  {
    name: 'metadata is merged key by key, and all of it dropped by empty text',
    async holds({ stripe }) {
      const { id } = await stripe.customers.create({ metadata: { kept: 'a', dropped: 'b' } });
      const merged = await stripe.customers.update(id, { metadata: { dropped: '', added: 'c' } });
      expect(merged.metadata).toEqual({ kept: 'a', added: 'c' });
      expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
    },
  },
  {
    name: 'the list by email is exact, letters of either case apart',
    async holds({ stripe }) {
      const email = `${fresh()}@Example.com`;
      const { id } = await stripe.customers.create({ email });
      expect((await stripe.customers.list({ email })).data).toMatchObject([{ id }]);
      expect((await stripe.customers.list({ email: email.toLowerCase() })).data).toEqual([]);
    },
  },
  {
    name: 'the search by email minds no case, and lags',
    async holds({ stripe }) {
      const email = `${fresh()}@Example.com`;
      const { id } = await stripe.customers.create({ email, metadata: { mark: email } });
      const query = `email:'${email.toLowerCase()}' AND metadata['mark']:'${email}'`;
      const found = async () => (await stripe.customers.search({ query })).data.map((one) => one.id);
      await until('the search finds the customer', async () => (await found()).includes(id), 90);
    },
  },
  {
    name: 'a deleted customer is a tombstone',
    async holds({ stripe }) {
      const { id } = await stripe.customers.create();
      await stripe.customers.del(id);
      expect(await stripe.customers.retrieve(id)).toMatchObject({ id, object: 'customer', deleted: true });
    },
  },
  {
    name: 'an unknown customer is missing, by its name in the path',
    async holds({ stripe }) {
      expect(await refusal(stripe.customers.retrieve('cus_none'))).toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
        param: 'id',
        message: "No such customer: 'cus_none'",
      });
    },
  },
];
