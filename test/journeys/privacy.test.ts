import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { pay } from '../sandbox/sandbox.ts';
import { onDisk } from '../support/disk.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();

describe('what a caller says', () => {
  test('is nowhere in the Temporal server’s file, in whatever way it came in or went out', async () => {
    const mark = randomUUID().replaceAll('-', '');
    const [email, name, words] = [`${mark}@example.com`, `Name${mark}`, `It never arrived ${mark}`];
    const callId = `call-${mark}`;
    const agent = teller.agent();
    const stripe = teller.stripe();
    const { id: customer } = await stripe.customers.create({ email, name });
    await pay(stripe, { customer, amount: 351_37 });
    const start = { intent: 'refund', caller: { email }, details: { reason: words } };
    const key = `key-${mark}`;
    const first = await agent.begin(callId, start, { key });
    const wrong = await agent.answer(first, { identity: { last4: '0000', postalCode: 'QX9 7ZT' } });
    const confirm = await agent.answer(wrong, { identity: { last4: '4242', amount: '351.37' } });
    const held = await agent.answer(confirm, { confirm: true });
    const { id } = teller.tenant();
    const intent = teller.temporal().workflow.getHandle(`intent/${id}/${held.intentId}`);
    await intent.signal('decide', {
      task: `${held.intentId}-1`,
      verdict: 'approve',
      version: 1,
      reason: `Because ${mark}`,
    });
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ outcome: 'completed' });

    const disk = await onDisk();
    // A lane is named by its customer: Stripe's id tells nothing of a person, and shows that the search would find.
    for (const secret of [
      mark,
      email,
      name,
      words,
      callId,
      key,
      'QX9 7ZT',
      '351 dollars and 37 cents',
      customer,
    ])
      expect([secret, disk.includes(secret)]).toEqual([secret, secret === customer]);
  });

  test('would be found there if it were not encrypted', async () => {
    const mark = randomUUID();
    const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
    const plain = new Client({ connection });
    const workflow = {
      workflowId: `plain/${mark}`,
      taskQueue: 'nobody',
      args: [{ email: `${mark}@example.com` }],
    };
    const handle = await plain.workflow.start('refund', workflow);
    await until('the email is on disk', async () => (await onDisk()).includes(`${mark}@example.com`));
    await handle.terminate();
    await connection.close();
  });
});
