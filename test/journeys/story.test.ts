import { expect, test } from '@jest/globals';
import { tellPayment } from '../../src/cli/story-payment.ts';
import { people } from '../../src/cli/story-people.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

test('Ben is asked which of his two payments he means, and gets the one back that he names', async () => {
  const ben = people.find(({ name }) => name === 'Ben Brown');
  if (!ben) throw new Error('The story has no Ben.');
  const stripe = teller.stripe();
  const control = async (path: string, body: object) => {
    await teller.control('POST', `/${path}`, body);
  };
  const { id: customer } = await stripe.customers.create({ email: ben.email });
  const made: string[] = [];
  for (const payment of ben.payments)
    made.push(await tellPayment({ stripe, control, now: new Date() }, { person: ben, customer, payment }));
  const [late, early] = made;

  const agent = teller.agent();
  const first = await agent.begin(teller.call(), { intent: 'refund', caller: { email: ben.email } });
  const which = await agent.answer(first, { identity: { last4: '4242', amount: '30.00' } });
  expect(which).toMatchObject({ expects: { kind: 'choice', options: [{ id: late }, { id: early }] } });
  const confirm = await agent.answer(which, { choice: early });
  expect(await agent.answer(confirm, { confirm: true })).toMatchObject({
    outcome: 'completed',
    facts: { payment: { payment: early } },
  });
});
