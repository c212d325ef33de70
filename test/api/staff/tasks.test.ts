import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/contracts/problem.ts';
import type { DecisionTaken, TaskPage, TaskRow, TaskShown } from '../../../src/contracts/task.ts';
import { workflowIds } from '../../../src/domain/ids.ts';
import { taskIdOf } from '../../../src/domain/task-id.ts';
import { askSupport } from '../../support/open-task.ts';
import { payer, refundsOf } from '../../support/people.ts';
import { memberOf, type TestMember, useIdentityProvider } from '../../support/staff.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const teller = useTeller({
  tenants: { shop: {}, other: {} },
  api: useIdentityProvider(() => [
    { sub: 'ana', name: 'Ana Reyes', roles: ['supervisor'], tenants: [teller.tenant('shop').id] },
    { sub: 'ben', name: 'Ben Okafor', roles: ['agent'], tenants: [teller.tenant('shop').id] },
    { sub: 'cleo', name: 'Cleo Martin', roles: ['admin'], tenants: ['*'] },
    { sub: 'otto', name: 'Otto Other', roles: ['supervisor'], tenants: [teller.tenant('other').id] },
  ]),
});

let ana: TestMember;
let ben: TestMember;
let cleo: TestMember;
let otto: TestMember;
beforeAll(async () => {
  [ana, ben, cleo, otto] = (await Promise.all(
    (['ana', 'ben', 'cleo', 'otto'] as const).map((sub) => memberOf(teller.url(), sub)),
  )) as [TestMember, TestMember, TestMember, TestMember];
}, 60_000);

async function page(member: TestMember, query = ''): Promise<TaskPage> {
  const { status, body } = await member.get<TaskPage>(`/v1/tasks${query}`);
  expect(status).toBe(200);
  return body;
}

async function listed(member: TestMember, id: string): Promise<TaskRow> {
  let row: TaskRow | undefined;
  await until('the task is listed', async () => {
    row = (await page(member)).tasks.find((one) => one.id === id);
    return row !== undefined;
  });
  return row as TaskRow;
}

const shown = async (member: TestMember, id: string) => (await member.get<TaskShown>(`/v1/tasks/${id}`)).body;

describe('a task', () => {
  test('is listed for those who see its tenant, and shown with all that its decision needs', async () => {
    const call = teller.call();
    const { id, reply, who } = await askSupport(teller, { call });
    const row = await listed(ana, id);
    expect(row).toMatchObject({
      id,
      tenant: teller.tenant('shop').id,
      kind: 'approve_refund',
      reference: reply.reference,
      amount: { value: 350_00, currency: 'usd' },
    });
    const task = await shown(ana, id);
    expect(task).toMatchObject({
      ...row,
      payment: who.payment.id,
      verdicts: expect.arrayContaining(['approve', 'refuse']),
      about: { payment: { payment: who.payment.id } },
      mayDecide: 'yes',
      secondAbove: 1_000_00,
      temporalUi: `http://localhost:8233/namespaces/default/workflows/${encodeURIComponent(
        workflowIds.intent(teller.tenant('shop').id, reply.intentId),
      )}`,
    });
    expect(task.events.map(({ what }) => what)).toContain('opened');
    expect((await page(otto)).tasks.map((one) => one.id)).not.toContain(id);
  });

  test('tells who the caller is, how that was proved, what they were told and what they asked before', async () => {
    const agent = teller.agent('shop');
    const who = await payer(teller, { amount: 350_00 }, 'shop');
    const asked = (call: string) =>
      agent.begin(call, {
        intent: 'payment_confirmation',
        caller: { email: who.email },
        details: who.identity,
      });
    const call = teller.call();
    const [other, same] = [await asked(teller.call()), await asked(call)];
    const { id, reply } = await askSupport(teller, { call, by: who });
    await until('all is visible', async () => (await shown(ana, id)).earlier.length === 2);
    const task = await shown(ana, id);
    expect(task.about).toMatchObject({
      customer: { id: expect.any(String), name: expect.any(String) },
      caller: { level: 'verified', how: expect.arrayContaining(['last4']) },
    });
    expect(task.conversation.at(-1)).toEqual({ at: expect.any(String), turn: reply.turn, say: reply.say });
    expect(task.conversation.map(({ turn }) => turn)).toEqual(task.conversation.map((_, n) => n + 1));
    expect(task.earlier).toMatchObject([
      { reference: same.reference, intent: 'payment_confirmation', outcome: 'completed', call: 'same' },
      { reference: other.reference, intent: 'payment_confirmation', outcome: 'completed', call: 'another' },
    ]);
  });

  test('is one thing under one answer: unknown, foreign and malformed ids are not found, byte for byte', async () => {
    const { id, workflowId } = await askSupport(teller);
    const unknown = taskIdOf({
      workflowId: workflowIds.intent(teller.tenant('other').id, 'x'.repeat(22)),
      task: 'x-1',
    });
    const noTask = taskIdOf({ workflowId: workflowIds.lane(teller.tenant('other').id, 'cus_1'), task: 'x' });
    const withoutName = Buffer.from(workflowId).toString('base64url');
    const bodies = new Set<string>();
    for (const path of [id, unknown, noTask, withoutName, 'nonsense', `${unknown}=`, `${unknown}A`])
      for (const send of [
        () => otto.get<Problem>(`/v1/tasks/${path}`),
        () => otto.post(`/v1/tasks/${path}/claim`),
        () => otto.post(`/v1/tasks/${path}/notes`, { text: 'Hello' }),
        () => otto.post(`/v1/tasks/${path}/decision`, { verdict: 'approve', version: 1, reason: 'Fine' }),
      ]) {
        const { status, body } = await send();
        expect([path, status]).toEqual([path, 404]);
        bodies.add(JSON.stringify(body));
      }
    expect(bodies.size).toBe(1);
  });

  test('can be claimed, renewed, noted, handed on and released, and each act shows at once', async () => {
    const { id } = await askSupport(teller);
    const claimed = await ben.post<TaskRow>(`/v1/tasks/${id}/claim`);
    expect(claimed).toMatchObject({ status: 200, body: { claim: { by: { id: 'ben', role: 'agent' } } } });
    const row = (await page(ana)).tasks.find((one) => one.id === id);
    expect(row).toEqual(claimed.body);
    expect((await page(ana, '?assignee=ben')).tasks.map((one) => one.id)).toContain(id);
    expect((await page(ben, '?assignee=me')).counts.mine).toBeGreaterThan(0);

    const refused = await ana.post(`/v1/tasks/${id}/claim`);
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/problems/task-claimed', task: { claim: { by: { name: 'Ben Okafor' } } } },
    });
    const taken = await ana.post<TaskRow>(`/v1/tasks/${id}/claim`, { takeOver: 'Ben has gone home' });
    expect(taken.body.claim?.by.id).toBe('ana');
    const handed = await ana.post<TaskRow>(`/v1/tasks/${id}/claim`, {
      for: 'cleo',
      takeOver: 'She knows it',
    });
    expect(handed).toMatchObject({ status: 200, body: { claim: { by: { id: 'cleo' } } } });
    const noted = await ben.post<TaskRow>(`/v1/tasks/${id}/notes`, { text: '<img src=x onerror=alert(1)>' });
    expect(noted.status).toBe(200);
    const released = await cleo.post<TaskRow>(`/v1/tasks/${id}/release`, { queue: 'escalation' });
    expect(released).toMatchObject({ status: 200, body: { queue: 'escalation' } });
    expect(released.body).not.toHaveProperty('claim');
    expect((await shown(ben, id)).events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          what: 'noted',
          text: '<img src=x onerror=alert(1)>',
          by: ben.session.staff,
        }),
      ]),
    );
  });

  test('is handed to nobody who does not see it', async () => {
    const { id } = await askSupport(teller);
    const { status, body } = await ana.post(`/v1/tasks/${id}/claim`, { for: 'otto' });
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/for']);
    const { body: known } = await ana.get<{ staff: { id: string }[] }>('/v1/staff');
    expect(known.staff.map((one) => one.id)).toEqual(['ana', 'ben', 'cleo']);
  });

  test('is decided once: the caller is told, and the second is told who was first', async () => {
    const { id, reply } = await askSupport(teller);
    await listed(ana, id);
    const { version } = await shown(ana, id);
    const decision = { verdict: 'approve', version, reason: 'Looked at it' };
    const key = { 'Idempotency-Key': 'the-decision' };
    const decided = await ana.post<DecisionTaken>(`/v1/tasks/${id}/decision`, decision, key);
    expect(decided).toMatchObject({ status: 200, body: { state: 'decided' } });
    expect((await page(ana)).tasks.map((one) => one.id)).not.toContain(id);

    const second = await cleo.post(`/v1/tasks/${id}/decision`, { ...decision, verdict: 'refuse' });
    const first = { verdict: 'approve', at: expect.any(String), by: ana.session.staff };
    expect(second).toMatchObject({ status: 409, body: { type: '/problems/task-done', done: first } });
    expect((await teller.agent('shop').afterSupport(reply)).outcome).toBe('completed');

    // The Workflow has ended: it still tells, and a repeat still gets what it got.
    expect(await shown(cleo, id)).toMatchObject({ id, done: first });
    const repeat = await ana.post<DecisionTaken>(`/v1/tasks/${id}/decision`, decision, key);
    expect(repeat.body).toEqual(decided.body);
    for (const path of ['claim', 'release'])
      expect((await ben.post(`/v1/tasks/${id}/${path}`)).body.type).toBe('/problems/task-done');
  });

  test('takes one request under one key: with another body it is refused, and nothing changes', async () => {
    const { id } = await askSupport(teller);
    const { version } = await shown(ana, id);
    const twice = async (what: string, one: object, other: object) => {
      const [path, key] = [`/v1/tasks/${id}/${what}`, { 'Idempotency-Key': `the-${what}` }];
      const first = await ana.post<object>(path, one, key);
      expect([what, first.status]).toEqual([what, 200]);
      const before = await shown(ana, id);
      const { status, body } = await ana.post(path, other, key);
      expect([what, status, body.type]).toEqual([what, 422, '/problems/idempotency-key-reused']);
      expect(await shown(ana, id)).toEqual(before);
      const inAnotherOrder = Object.fromEntries(Object.entries(one).reverse());
      expect(await ana.post<object>(path, inAnotherOrder, key)).toMatchObject({
        ...{ status: 200, body: first.body },
      });
    };
    await twice('notes', { text: 'One' }, { text: 'Two' });
    await twice('claim', {}, { for: 'cleo' });
    await twice('release', { queue: 'escalation', reason: 'Hers' }, { reason: 'Mine' });
    const usd = (value: number) => ({ amount: { value, currency: 'usd' } });
    const decision = { verdict: 'approve', version, reason: 'Looked at it' };
    await twice('decision', { ...decision, ...usd(100_00) }, { ...decision, ...usd(50_00) });
  });

  test('is not decided on what is shown no more, without a reason, or by who may not', async () => {
    const { id } = await askSupport(teller, { amount: 9_000_00 });
    const { version, mayDecide } = await shown(ben, id);
    const decision = { verdict: 'approve', version, reason: 'Fine' };
    const stale = await cleo.post(`/v1/tasks/${id}/decision`, { ...decision, version: version + 1 });
    expect(stale).toMatchObject({ status: 409, body: { type: '/problems/task-changed', task: { version } } });
    const silent = await cleo.post(`/v1/tasks/${id}/decision`, { ...decision, reason: '  ' });
    expect([silent.status, silent.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);
    expect(mayDecide).not.toBe('yes');
    const denied = await ben.post(`/v1/tasks/${id}/decision`, decision);
    expect(denied).toMatchObject({ status: 403, body: { type: '/problems/not-allowed', why: mayDecide } });
    expect((await shown(ben, id)).version).toBe(version);
  });

  test('takes nothing without a key, and no body that is not its own', async () => {
    const { id } = await askSupport(teller);
    const path = `/v1/tasks/${id}/claim`;
    expect((await ben.post(path, {}, { 'Idempotency-Key': '' })).body.type).toBe(
      '/problems/idempotency-key-missing',
    );
    expect((await ben.post(path, { by: 'ana' })).status).toBe(422);
    expect((await ben.post(path, { takeOver: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await ben.post(path, undefined, { 'Content-Type': 'text/plain', X: 'x' })).status).not.toBe(500);
  });

  test('is decided by one of twenty at once, and nineteen are told who it was', async () => {
    const { id, who } = await askSupport(teller);
    await listed(ana, id);
    const { version } = await shown(ana, id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? ana : cleo).post<Problem & DecisionTaken>(`/v1/tasks/${id}/decision`, {
          verdict: n % 4 < 2 ? 'approve' : 'refuse',
          version,
          reason: `Number ${n}`,
        }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 409);
    const other = answers.filter(({ status }) => status !== 200 && status !== 409);
    expect(other.map(({ body }) => body)).toEqual([]);
    expect([won.length, lost.length]).toEqual([1, 19]);
    const { done } = await shown(ana, id);
    for (const { body } of lost) {
      const { verdict, by } = done ?? {};
      expect(body).toMatchObject({ type: '/problems/task-done', done: { verdict, by } });
      // A Workflow task that is done again on a busy machine is of a moment later.
      expect(Math.abs(Date.parse(body.done?.at ?? '') - Date.parse(done?.at ?? ''))).toBeLessThan(5_000);
    }
    if (done?.verdict !== 'approve') return;
    await until('the refund is made', async () => {
      const { data } = await teller.stripe('shop').refunds.list({ payment_intent: who.payment.id });
      return data.length === 1;
    });
  });
});

describe('what was sent while no worker lives', () => {
  test('is not known to have been heard, and is never carried out later: what is decided then holds', async () => {
    const { id, reply, who } = await askSupport(teller);
    const { version } = await shown(ana, id);
    const path = `/v1/tasks/${id}/decision`;
    const sent = (verdict: string, key: string) =>
      ana.post<Problem & DecisionTaken>(
        path,
        { verdict, version, reason: 'Looked at it' },
        { 'Idempotency-Key': key },
      );
    await teller.worker.stop();
    expect(await sent('approve', 'lost')).toMatchObject({
      status: 503,
      body: { type: '/problems/not-heard' },
    });
    await teller.worker.start();
    expect(await sent('refuse', 'heard')).toMatchObject({ status: 200, body: { state: 'decided' } });
    expect(await teller.agent('shop').afterSupport(reply)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_support' },
    });
    expect(await refundsOf(teller, who, 'shop')).toEqual([]);
    expect(await sent('approve', 'lost')).toMatchObject({
      status: 409,
      body: { done: { verdict: 'refuse' } },
    });
  }, 60_000);
});
