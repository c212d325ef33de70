import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { until } from '../support/until.ts';
import { buildRig, type Rig } from './rig.ts';
import { workerOfWrite } from './whereabouts.ts';

const TENANT = 'demo';

let rig: Rig;
beforeAll(async () => {
  rig = await buildRig();
  const { client: stripe, control } = rig.stripe;
  const url = `${rig.urls[0]}/webhooks/stripe/${TENANT}`;
  const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  await control('POST', `/objects/${endpoint.id}`, { secret: 'whsec_demo' });
}, 300_000);
afterAll(() => rig.end(), 60_000);

const points = ['has arrived', 'has committed'] as const;
const acts = [
  ['submit_evidence', '', 'under_review', 1],
  ['accept', '/close', 'lost', 0],
] as const;

test.each(acts.flatMap(([verdict, ...rest]) => points.map((point) => [verdict, point, ...rest] as const)))(
  'kill -9 of the worker while a decision to %s %s: it is carried out once',
  async (verdict, point, path, status, submissions) => {
    const { client: stripe, control, payer } = rig.stripe;
    const { payment, customer } = await payer();
    const { id } = await control<Stripe.Dispute>('POST', '/disputes', { payment_intent: payment });
    const workflow = rig.client.workflow.getHandle(workflowIds.dispute(TENANT, id));
    let open: HumanTask | undefined;
    await until(
      'a person is asked',
      async () => {
        [open] = await workflow.query(tasks).catch(() => []);
        return open !== undefined;
      },
      60,
    );
    const staged = async () => (await stripe.disputes.retrieve(id)).evidence_details.has_evidence;
    await until('evidence is staged', staged, 60);

    const when = point === 'has arrived' ? 'before' : 'after';
    const fault = { kind: 'hold', when, method: 'POST', path: `/v1/disputes/${id}${path}` };
    const hold = await control<{ id: string }>('POST', '/faults', fault);
    const held = async () =>
      (await control<{ data: { holding: number }[] }>('GET', '/faults')).data.some(
        ({ holding }) => holding > 0,
      );
    const version = open?.version;
    await workflow.signal(decide, { task: id, verdict, version, reason: 'Looked at it' });
    await until('the answer is held', held, 60);
    const worker = await workerOfWrite(rig, { customer });
    await worker.kill();
    await worker.start();
    await control('DELETE', `/faults/${hold.id}`);

    const isAnswered = async () => (await stripe.disputes.retrieve(id)).status === status;
    await until('it is answered', isAnswered, 120);
    if (verdict === 'submit_evidence') await control('POST', `/disputes/${id}`, { status: 'won' });
    const outcome = verdict === 'accept' ? 'lost' : 'won';
    expect(await workflow.result()).toMatchObject({ outcome });
    const { evidence_details: details } = await stripe.disputes.retrieve(id);
    expect(details.submission_count).toBe(submissions);
  },
  300_000,
);
