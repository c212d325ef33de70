import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { noticesIn, type Standing } from '../../src/api/notices/undelivered.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { notificationOf } from '../../src/domain/notification.ts';
import { notificationWorkflow } from '../../src/domain/notification-workflow.ts';
import { dataConverter } from '../../src/platform/data-converter.ts';
import { keysFrom } from '../../src/platform/keys.ts';
import { temporalClient } from '../../src/platform/temporal.ts';
import { useReceiver } from '../support/receiver.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const receiver = useReceiver('gone');
const settings = () => receiver.settings({ types: ['refund.issued'] });
const teller = useTeller({ tenants: { many: settings, few: settings } });

/** A notification of so long ago, in minutes. */
function notice(ago: number) {
  const data = { payment: `pi_${randomUUID()}`, refund: `re_${ago}`, amount: { value: 1, currency: 'usd' } };
  return notificationOf('refund.issued', randomUUID(), data as never, Date.now() - ago * 60_000);
}

/** Has them sent to a receiver that wants none. */
async function giveUp(name: string, agos: readonly number[]): Promise<void> {
  const { id: tenant } = teller.tenant(name);
  for (const ago of agos) {
    const how = notificationWorkflow({ tenant, notification: notice(ago) });
    await teller.temporal().workflow.start('notification', { ...how, taskQueue: teller.taskQueue });
  }
}

const undelivered = (...names: string[]): Promise<Standing[]> =>
  noticesIn(teller.temporal(), teller.taskQueue).undelivered(names.map((name) => teller.tenant(name).id));
const told = ({ notification: { data } }: Standing) => (data as { refund: string }).refund;

test('of more than a hundred that did not arrive the oldest hundred are shown, of several tenants together', async () => {
  await giveUp('many', [104, 103]);
  // They are found in the order in which they were begun, in whole seconds.
  await until('they are all listed', async () => (await undelivered('many')).length === 2);
  await giveUp(
    'many',
    Array.from({ length: 102 }, (_, n) => 102 - n),
  );
  await until('a hundred are listed', async () => (await undelivered('many')).length === 100, 60);
  const shown = await undelivered('many', 'few');
  expect(shown).toHaveLength(100);
  expect(shown.slice(0, 2).map(told)).toEqual(['re_104', 're_103']);
}, 120_000);

test('one that cannot be read hides no other', async () => {
  const another = keysFrom(
    JSON.stringify({
      version: 1,
      payload: Buffer.alloc(32, 'another payload key').toString('base64'),
      identity: Buffer.alloc(32, 'another identity key').toString('base64'),
    }),
  );
  const access = { connection: { address: teller.temporalAddress() }, namespace: 'default' };
  const foreign = temporalClient(access, dataConverter(another));
  const { id: tenant } = teller.tenant('few');
  const notification = notice(2);
  const how = notificationWorkflow({ tenant, notification });
  await foreign.workflow.start('notification', { ...how, taskQueue: `nobody-${randomUUID()}` });
  const query = `WorkflowId = '${workflowIds.notice(tenant, notification.id)}'`;
  await until('it is listed', async () => (await teller.temporal().workflow.count(query)).count === 1);
  await foreign.connection.close();

  await giveUp('few', [1]);
  await until('the other one is listed', async () => (await undelivered('few')).length === 1);
  expect((await undelivered('few')).map(told)).toEqual(['re_1']);
  await teller.temporal().workflow.getHandle(workflowIds.notice(tenant, notification.id)).terminate();
});
