import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { caseWorkflow } from '../../src/domain/dispute-case.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { decide, heard, look, tasks, tasksDone } from '../../src/workflows/messages.ts';
import { pay } from '../sandbox/sandbox.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';

const time = useSkippedTime();

afterEach(() => time.control('DELETE', '/faults'));

async function opened(opening: object = {}) {
  const stripe = time.stripe();
  const { id: customer } = await stripe.customers.create({ email: `${randomUUID()}@example.com` });
  const { id: payment } = await pay(stripe, { customer, amount: 4_250 });
  const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  const { id: dispute } = await time.control<Stripe.Dispute>('POST', '/disputes', {
    ...{ payment_intent: payment, due_by: now + 9 * 86_400 },
    ...opening,
  });
  const named = { tenant: time.tenant, dispute, reference: 'R7K-2MX' };
  const start = () =>
    time.client().workflow.start('dispute_case', {
      ...caseWorkflow(named),
      taskQueue: time.taskQueue(),
      args: [
        {
          ...{ ...named, language: 'en-US', timeZone: 'UTC' },
          people: { policy: defaultPolicy.people, timeZone: 'UTC' },
          refunds: defaultPolicy.refund,
        },
      ],
    });
  const workflow = await start();
  async function task(isSo: (of: HumanTask) => boolean = () => true): Promise<HumanTask> {
    let found: HumanTask | undefined;
    await until('the task is there', async () => {
      [found] = await workflow.query(tasks);
      return found !== undefined && isSo(found);
    });
    return found as HumanTask;
  }
  return { payment, customer, dispute, workflow, start, task };
}

type Case = Awaited<ReturnType<typeof opened>>;

const answer = async ({ dispute, workflow, task }: Case, verdict: string) => {
  const { version } = await task();
  await workflow.signal(decide, { task: dispute, verdict, version, reason: 'Looked at it' });
};

/** From now on Stripe knows no such dispute, until the fault of that id is taken away. */
const missing = async ({ dispute }: Case): Promise<string> => {
  const fault = { kind: 'status', status: 404, code: 'resource_missing', type: 'invalid_request_error' };
  const path = `/v1/disputes/${dispute}`;
  const { id } = await time.control<{ id: string }>('POST', '/faults', {
    ...{ ...fault, path, times: 'always' },
  });
  return id;
};

const textIn = ({ dispute }: HumanTask['about']) => dispute?.evidence?.['uncategorized_text'];

const ended = async ({ workflow }: Case) => (await workflow.describe()).status.name === 'COMPLETED';

describe('the case of a dispute', () => {
  test('is followed for months without any webhook, by few events', async () => {
    const of = await opened();
    await answer(of, 'submit_evidence');
    await until('it is submitted', async () => {
      const { status } = await time.stripe().disputes.retrieve(of.dispute);
      return status === 'under_review';
    });
    await time.environment().sleep('75 days');
    expect(await ended(of)).toBe(false);
    await time.control('POST', `/disputes/${of.dispute}`, { status: 'won' });
    await time.environment().sleep('2 days');
    await until('it has ended', () => ended(of));
    expect(await of.workflow.result()).toMatchObject({ outcome: 'won' });
    expect((await of.workflow.describe()).historyLength).toBeLessThan(900);
  });

  test('sees within a day that an inquiry became a chargeback, where no webhook tells of it', async () => {
    const of = await opened({ status: 'warning_needs_response' });
    const before = await of.task();
    await time.environment().sleep('10 days');
    await time.control('POST', `/disputes/${of.dispute}`, { status: 'needs_response' });
    await time.environment().sleep('25 hours');
    const after = await of.task(({ about }) => about.dispute?.stage === 'chargeback');
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.verdicts).toContain('accept');
  });

  test('asks anew where an inquiry that was left alone becomes a chargeback', async () => {
    const of = await opened({ status: 'warning_needs_response' });
    await answer(of, 'refuse');
    await until('nobody is asked', async () => (await of.workflow.query(tasks)).length === 0);
    await time.control('POST', `/disputes/${of.dispute}`, { status: 'needs_response' });
    await of.workflow.signal(look);
    expect(await of.task()).toMatchObject({ about: { dispute: { stage: 'chargeback' } } });
  });

  test('writes a second question to the customer, although the task was settled between the two', async () => {
    const of = await opened({ status: 'warning_needs_response' });
    const asked = async () => {
      await answer(of, 'contact');
      const { changes } = await of.task(({ events }) => events.some(({ what }) => what === 'asked_caller'));
      const notice = workflowIds.notice(time.tenant, `${of.dispute}-asked-${changes}`);
      expect(await time.client().workflow.getHandle(notice).result()).toBe('sent');
      return notice;
    };
    const first = await asked();
    await answer(of, 'refuse');
    await until('nobody is asked', async () => (await of.workflow.query(tasks)).length === 0);
    await time.control('POST', `/disputes/${of.dispute}`, { status: 'needs_response' });
    await of.workflow.signal(look);
    await of.task();
    expect(await asked()).not.toBe(first);
  });

  test('tells of a decision that came too late that it was not carried out', async () => {
    const of = await opened();
    await of.task();
    const fault = { kind: 'status', status: 500, method: 'GET', times: 'always' };
    const path = `/v1/disputes/${of.dispute}`;
    const { id } = await time.control<{ id: string }>('POST', '/faults', { ...fault, path });
    await answer(of, 'submit_evidence');
    await time.control('POST', `/disputes/${of.dispute}`, { status: 'lost' });
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('25 hours');
    expect(await of.workflow.result()).toMatchObject({ outcome: 'lost' });
    const [done, ...others] = await of.workflow.query(tasksDone);
    expect(others).toEqual([]);
    expect(done).toMatchObject({ verdict: 'withdrawn' });
    expect(done).not.toHaveProperty('by');
    const last = done?.task.events.slice(-3).map(({ what }) => what);
    expect(last).toEqual(['decided', 'not_carried_out', 'withdrawn']);
  });

  test('takes what people ask and decide after a cancel as before it', async () => {
    const of = await opened();
    await of.task();
    await of.workflow.cancel();
    await answer(of, 'contact');
    const { changes } = await of.task(({ events }) => events.some(({ what }) => what === 'asked_caller'));
    const notice = workflowIds.notice(time.tenant, `${of.dispute}-asked-${changes}`);
    const sent = () => time.client().workflow.getHandle(notice).result();
    await until('it is written', async () => (await sent().catch(() => 'not started')) === 'sent');
    await answer(of, 'accept');
    expect(await of.workflow.result()).toMatchObject({ outcome: 'lost' });
  });

  test('is due earlier where the bank wants its answer earlier', async () => {
    const of = await opened();
    const before = await of.task();
    const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
    await time.control('POST', `/disputes/${of.dispute}`, { due_by: now + 26 * 3_600 });
    await of.workflow.signal(look);
    const { dueAt, queue } = await of.task(({ version }) => version > before.version);
    expect(dueAt).toBe(new Date((now + 2 * 3_600) * 1_000).toISOString());
    expect(queue).toBe('support');
    await time.environment().sleep('3 hours');
    expect(await of.task(({ version }) => version > before.version)).toMatchObject({ queue: 'escalation' });
  });

  test('shows evidence that another hand has staged, and writes over none of it', async () => {
    const of = await opened();
    await of.task();
    const find = () => time.stripe().disputes.retrieve(of.dispute);
    await until('ours is staged', async () => (await find()).evidence_details.has_evidence);
    const uncategorized_text = 'Written in the Dashboard';
    await time.stripe().disputes.update(of.dispute, { evidence: { uncategorized_text }, submit: false });
    await of.workflow.signal(heard, {
      ...{ reference: 'A2C-3DE', language: 'en-US', said: 'It never arrived' },
    });
    const shown = await of.task(({ said }) => said !== undefined);
    expect(shown.about.dispute?.evidence).toMatchObject({ uncategorized_text });
    await answer(of, 'submit_evidence');
    await until('it is submitted', async () => (await find()).status === 'under_review');
    expect((await find()).evidence.uncategorized_text).toBe(uncategorized_text);
  });

  test('shows what is staged: what a person submits is what they were shown', async () => {
    const of = await opened();
    const find = () => time.stripe().disputes.retrieve(of.dispute);
    const first = await of.task();
    await until('a first draft is staged', async () => (await find()).evidence_details.has_evidence);
    const said = 'It never arrived';
    await of.workflow.signal(heard, { ...{ reference: 'A2C-3DE', language: 'en-US' }, said });
    await until(
      'another is',
      async () => (await find()).evidence.uncategorized_text?.includes(said) === true,
    );
    await of.task(({ about }) => textIn(about)?.includes(said) === true);
    // Until nothing more is shown.
    await time.environment().sleep('1m');
    const shown = await of.task(({ version }) => version > first.version);
    await answer(of, 'submit_evidence');
    await until('it is submitted', async () => (await find()).status === 'under_review');
    expect((await find()).evidence).toMatchObject({ ...shown.about.dispute?.evidence });
    expect(textIn(shown.about)).toContain(said);
  });

  test('shows anew what another hand has staged, before a decision on what was shown is taken up', async () => {
    const of = await opened();
    const before = await of.task();
    const find = () => time.stripe().disputes.retrieve(of.dispute);
    await until('ours is staged', async () => (await find()).evidence_details.has_evidence);
    const uncategorized_text = 'Written in the Dashboard';
    await time.stripe().disputes.update(of.dispute, { evidence: { uncategorized_text }, submit: false });
    const { version } = before;
    const reason = 'Looked at it';
    await of.workflow.signal(decide, { task: of.dispute, verdict: 'submit_evidence', version, reason });
    const after = await of.task((now) => now.version > version);
    expect(textIn(after.about)).toBe(uncategorized_text);
    expect((await find()).status).toBe('needs_response');
  });

  test('carries out a decision minutes after Stripe is back, however long nothing had happened', async () => {
    const of = await opened();
    await of.task();
    await time.environment().sleep('5 days');
    const fault = { kind: 'status', status: 500, method: 'GET', times: 'always' };
    const path = `/v1/disputes/${of.dispute}`;
    const { id } = await time.control<{ id: string }>('POST', '/faults', { ...fault, path });
    await answer(of, 'accept');
    await time.environment().sleep('1 hour');
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('6 minutes');
    await until('it is given up', async () => {
      const { status } = await time.stripe().disputes.retrieve(of.dispute);
      return status === 'lost';
    });
  });

  test('is opened where Stripe takes longer than a quick read may', async () => {
    const slow = { kind: 'delay', ms: 1_500, method: 'GET', path: '/v1/disputes/.*', times: 'always' };
    const { id } = await time.control<{ id: string }>('POST', '/faults', slow);
    const of = await opened();
    expect(await of.task()).toMatchObject({ kind: 'resolve_dispute' });
    await time.control('DELETE', `/faults/${id}`);
  });

  test('can be answered where Stripe names no time until when', async () => {
    const of = await opened({ due_by: null });
    const { verdicts, about } = await of.task();
    expect(verdicts).toContain('submit_evidence');
    expect(about.dispute).not.toHaveProperty('dueBy');
    await answer(of, 'submit_evidence');
    await until('it is submitted', async () => {
      const { status } = await time.stripe().disputes.retrieve(of.dispute);
      return status === 'under_review';
    });
  });

  test('refunds an inquiry by what was refunded meanwhile elsewhere', async () => {
    const of = await opened({ status: 'warning_needs_response' });
    await of.task();
    await until('it is staged', async () => {
      const { evidence_details } = await time.stripe().disputes.retrieve(of.dispute);
      return evidence_details.has_evidence;
    });
    for (let n = 0; n < 4; n += 1) {
      const { id } = await pay(time.stripe(), { customer: of.customer, amount: 1_000 });
      await time.stripe().refunds.create({ payment_intent: id });
    }
    await answer(of, 'refund');
    expect(await of.workflow.result()).toMatchObject({
      ...{ outcome: 'closed', refunds: [expect.stringMatching(/^re_/)] },
    });
  });

  test('goes on where Stripe does not know its dispute for a while', async () => {
    const of = await opened();
    await of.task();
    const id = await missing(of);
    await of.workflow.signal(look);
    await time.environment().sleep('30 minutes');
    await time.control('DELETE', `/faults/${id}`);
    await answer(of, 'accept');
    expect(await of.workflow.result()).toMatchObject({ outcome: 'lost' });
  });

  test('fails where Stripe knows none for an hour, asks nobody any more, and may be opened anew', async () => {
    const of = await opened();
    await of.task();
    const id = await missing(of);
    await of.workflow.signal(look);
    await expect(of.workflow.result()).rejects.toMatchObject({ cause: { type: 'dispute-gone' } });
    expect(await of.workflow.query(tasks)).toEqual([]);
    expect(await of.workflow.query(tasksDone)).toMatchObject([{ verdict: 'withdrawn' }]);
    await time.control('DELETE', `/faults/${id}`);
    const again = await of.start();
    await until('the task is there', async () => (await again.query(tasks)).length > 0);
  });

  test('is never read wrong: while Stripe cannot be read nothing is decided, and all is once it can', async () => {
    const of = await opened();
    await of.task();
    const fault = { kind: 'status', status: 500, method: 'GET', times: 'always' };
    const path = `/v1/disputes/${of.dispute}`;
    const { id } = await time.control<{ id: string }>('POST', '/faults', { ...fault, path });
    await answer(of, 'accept');
    await time.environment().sleep('2 hours');
    const { data } = await time.stripe().disputes.list({ limit: 100 });
    expect(data.find((one) => one.id === of.dispute)?.status).toBe('needs_response');
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('25 hours');
    expect(await of.workflow.result()).toMatchObject({ outcome: 'lost' });
  });

  test('keeps to what does not fit: malformed words by hand change nothing', async () => {
    const of = await opened();
    const { version } = await of.task();
    await of.workflow.signal('heard', 'text from a command line');
    await of.workflow.signal(look);
    await time.environment().sleep('1m');
    expect(await of.task()).toMatchObject({ version });
  });
});
