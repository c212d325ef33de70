import { expect, test } from '@jest/globals';
import type { Problem } from '../../../src/contracts/problem.ts';
import { useReceiver } from '../../support/receiver.ts';
import { startRefund } from '../../support/refunds.ts';
import { memberOf, useIdentityProvider } from '../../support/staff.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const receiver = useReceiver('gone');
const teller = useTeller({
  tenants: { shop: () => receiver.settings({ types: ['refund.issued'] }), other: {} },
  api: useIdentityProvider(() => [
    { sub: 'ana', name: 'Ana Reyes', roles: ['supervisor'], tenants: [teller.tenant('shop').id] },
    { sub: 'otto', name: 'Otto Other', roles: ['supervisor'], tenants: [teller.tenant('other').id] },
  ]),
});

interface Notice {
  readonly id: string;
  readonly state: string;
  readonly about: string;
}

test('what a receiver did not take is listed for those who see its tenant, and sent again once', async () => {
  const ana = await memberOf(teller.url(), 'ana');
  const otto = await memberOf(teller.url(), 'otto');
  const { agent, first } = await startRefund(teller, { tenant: 'shop', proven: true });
  const done = await agent.answer(first, { confirm: true });
  const listed = async () => (await ana.get<{ notices: Notice[] }>('/v1/notices')).body.notices;
  await until('it is given up', async () => (await listed()).some(({ state }) => state === 'given_up'));
  const [notice] = await listed();
  expect(notice).toMatchObject({
    tenant: teller.tenant('shop').id,
    type: 'refund.issued',
    about: done.reference,
    state: 'given_up',
    why: 'gone',
  });
  expect((await otto.get<{ notices: Notice[] }>('/v1/notices')).body.notices).toEqual([]);

  const path = `/v1/notices/${teller.tenant('shop').id}/${notice?.id}/send`;
  const foreign = await otto.post<Problem>(path);
  const unknown = await ana.post<Problem>(path.replace(notice?.id ?? '', 'nothing'));
  expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);

  receiver.be('takes');
  expect(await ana.post(path)).toMatchObject({ status: 200, body: { id: notice?.id, state: 'delivered' } });
  expect(await ana.post(path)).toMatchObject({ status: 200, body: { state: 'delivered' } });
  expect(receiver.taken()).toHaveLength(1);
  expect(await listed()).toEqual([]);
});
