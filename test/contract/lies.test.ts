import { expect, test } from '@jest/globals';
import { connect, useSandbox } from '../sandbox/sandbox.ts';
import { inSandbox } from './account.ts';
import { checks } from './checks/index.ts';
import { type Lie, startLiar } from './liar.ts';
import { lies } from './lies.ts';

const sandbox = useSandbox();

/** The checks that do not hold at a Stripe that lies so. */
async function foundBy(lie: Lie): Promise<string[]> {
  const liar = await startLiar(sandbox.port, lie);
  const found: string[] = [];
  for (const { name, holds } of checks) {
    const account = sandbox.account();
    const client = connect(liar.port, account.key);
    await holds(inSandbox(account, client)).catch(() => found.push(name));
  }
  await liar.close();
  return found;
}

test('who passes on what is true is no liar', async () => {
  expect(await foundBy({ name: 'nothing' })).toEqual([]);
});

test.each<{ lie: Lie; names: string[] }>([
  {
    lie: lies.overRefund,
    names: [
      'more than is left is refused in words that say both, with a parameter and no code',
      'a refusal by the state of things is kept for its key, a wrong parameter is not',
    ],
  },
  {
    lie: lies.keyIgnored,
    names: [
      'the same key gives the same answer, says so, and does nothing again',
      'the same key with other parameters is refused',
      'the same key on another endpoint is refused',
      'a refusal by the state of things is kept for its key, a wrong parameter is not',
      'while a request runs its key is in use, and one payment is made',
    ],
  },
  {
    lie: lies.wrongCode,
    names: ['what is refunded in full is refused'],
  },
  {
    lie: lies.noExpand,
    names: [
      'pm_card_visa pays, by a Visa that ends in 4242',
      'a part is refunded at once and counts on the charge',
      'a name becomes the object where it is expanded, and refunds are there only then',
      'lists are expanded through `data`, four levels deep and no further',
      'what cannot be expanded is refused by name',
      'a promotion code has its coupon under `promotion`',
      'a subscription begins paid, and its items say when it is next billed',
      'a trial ends with the period, and costs nothing until then',
      'a subscription whose first payment is declined is incomplete',
      'discounts take the place of those before, empty text clears them, none leaves them',
    ],
  },
  {
    lie: lies.noCursor,
    names: ['pages go forth and back by cursor, newest first'],
  },
  {
    lie: lies.anyParameter,
    names: ['an unknown parameter is refused by name'],
  },
  {
    lie: lies.couponTwice,
    names: ['the id of a coupon is taken while there is one'],
  },
  {
    lie: lies.codeForAll,
    names: [
      'a promotion code of one customer is refused to another',
      'a promotion code that was redeemed out is not active any more, and refused',
    ],
  },
  {
    lie: lies.noPeriodEnd,
    names: [
      'a subscription begins paid, and its items say when it is next billed',
      'a trial ends with the period, and costs nothing until then',
      'it is canceled at the end of its period, and that is taken back',
    ],
  },
  {
    lie: lies.canceledListed,
    names: ['a list of subscriptions hides the canceled, unless all are asked for'],
  },
  {
    lie: lies.discountsStay,
    names: ['discounts take the place of those before, empty text clears them, none leaves them'],
  },
  {
    lie: lies.secretAgain,
    names: ['the secret of a webhook endpoint is in the answer to its creation, and in no other'],
  },
  {
    lie: lies.allDelivered,
    names: ['an event that an endpoint has not taken is listed as undelivered, and only so'],
  },
  {
    lie: lies.stillEnabled,
    names: ['a webhook endpoint is disabled, enabled, and gone when it is deleted'],
  },
])('it is found out where $lie.name', async ({ lie, names }) => {
  expect(await foundBy(lie)).toEqual(names);
});
