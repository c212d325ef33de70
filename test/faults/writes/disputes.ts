import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { workflowIds } from '../../../src/domain/ids.ts';
import type { HumanTask, TaskVerdict } from '../../../src/domain/task.ts';
import { decide, tasks } from '../../../src/workflows/messages.ts';
import { until } from '../../support/until.ts';
import type { Rig } from '../rig.ts';
import type { Played } from './write.ts';

const TENANT = 'demo';

/** Has the sandbox tell the API of disputes: a case begins by a webhook. */
export async function listen({ stripe, urls }: Rig): Promise<void> {
  await stripe.client.webhookEndpoints.update('we_standing', { url: `${urls[0]}/webhooks/stripe/${TENANT}` });
}

/** The evidence is staged as soon as the bank has opened the dispute: nobody has to say anything. */
export const stage: Played = async (rig) => {
  const { payment, customer } = await rig.stripe.payer();
  return {
    customer,
    request: { method: 'POST', path: '/v1/disputes/' },
    params: { submit: 'false' },
    async carriedOut() {
      const { task, atStripe, end } = await opened(rig, payment);
      const { about } = await task();
      expect(about.dispute?.evidence).toBeDefined();
      expect((await atStripe()).evidence_details).toMatchObject({ has_evidence: true, submission_count: 0 });
      // It would be asked about on and on.
      expect(await end('lost')).toMatchObject({ outcome: 'lost' });
    },
  };
};

export const submit = decided('submit_evidence', { params: { submit: 'true' } });
export const accept = decided('accept', { path: '/close' });

function decided(
  verdict: TaskVerdict,
  { path = '', params }: { path?: string; params?: Record<string, string> },
): Played {
  return async (rig) => {
    const { payment, customer } = await rig.stripe.payer();
    const { id, workflow, task, atStripe, end } = await opened(rig, payment);
    const { version } = await task();
    return {
      customer,
      request: { method: 'POST', path: `/v1/disputes/${id}${path}` },
      ...(params && { params }),
      async carriedOut() {
        await workflow.signal(decide, { task: id, verdict, version, reason: 'Looked at it' });
        const isGivenUp = verdict === 'accept';
        const status = isGivenUp ? 'lost' : 'under_review';
        await until('it is answered', async () => (await atStripe()).status === status, 120);
        expect(await end(isGivenUp ? undefined : 'won')).toMatchObject({
          outcome: isGivenUp ? 'lost' : 'won',
        });
        expect((await atStripe()).evidence_details.submission_count).toBe(isGivenUp ? 0 : 1);
      },
    };
  };
}

/** A dispute of a payment, which the bank opens now. */
async function opened({ stripe, client }: Rig, payment: string) {
  const { id } = await stripe.control<Stripe.Dispute>('POST', '/disputes', { payment_intent: payment });
  const workflow = client.workflow.getHandle(workflowIds.dispute(TENANT, id));
  const atStripe = () => stripe.client.disputes.retrieve(id);
  return {
    ...{ id, workflow, atStripe },

    /** What a person is asked, once the evidence is staged. */
    async task(): Promise<HumanTask> {
      let open: HumanTask | undefined;
      const isThere = async () => {
        [open] = await workflow.query(tasks).catch(() => []);
        return open !== undefined && (await atStripe()).evidence_details.has_evidence;
      };
      await until('a person is asked, with the evidence staged', isThere, 120);
      return open as HumanTask;
    },

    /** What came of the case, after the bank has decided where that is still open. */
    async end(status?: 'won' | 'lost'): Promise<unknown> {
      if (status) await stripe.control('POST', `/disputes/${id}`, { status });
      const hasEnded = async () =>
        (await workflow.describe().catch(() => undefined))?.status.name === 'COMPLETED';
      await until('the case has ended', hasEnded, 120);
      return workflow.result();
    },
  };
}
