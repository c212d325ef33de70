import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { TaskPage, TaskShown } from '../../../src/contracts/task.ts';
import { type Listened, listenTo } from '../../support/event-stream.ts';
import { askSupport } from '../../support/open-task.ts';
import { memberOf, type TestMember, useIdentityProvider } from '../../support/staff.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const closing = new AbortController();
const provider = useIdentityProvider(() => [
  { sub: 'ana', name: 'Ana Reyes', roles: ['supervisor'], tenants: ['*'] },
  { sub: 'ben', name: 'Ben Okafor', roles: ['agent'], tenants: [teller.tenant('shop').id] },
  { sub: 'otto', name: 'Otto Other', roles: ['supervisor'], tenants: [teller.tenant('other').id] },
]);
const teller = useTeller({
  tenants: { shop: {}, other: {} },
  api: async (url) => ({ ...(await provider(url)), closing: closing.signal }),
});

let ana: TestMember;
let ben: TestMember;
let otto: TestMember;
beforeAll(async () => {
  ana = await memberOf(teller.url(), 'ana');
  ben = await memberOf(teller.url(), 'ben');
  otto = await memberOf(teller.url(), 'otto');
}, 60_000);

const open: Listened[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.close()));
});

async function listen(
  member: TestMember,
  { after, lastEventId }: { after?: string; lastEventId?: string } = {},
) {
  const cookie = [...member.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
  const stream = await listenTo(`${teller.url()}/v1/tasks/stream${query}`, {
    Cookie: cookie,
    ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
  });
  open.push(stream);
  await stream.heard('hello');
  return stream;
}

describe('the stream', () => {
  test('tells of a new task, of what is done to it and of its end, by ids alone', async () => {
    const stream = await listen(ana);
    expect(stream.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    const { id, reply, who } = await askSupport(teller);
    expect((await stream.heard('task', (data) => data['id'] === id)).data).toMatchObject({ isNew: true });

    const claimed = await ben.post<{ changes: number }>(`/v1/tasks/${id}/claim`);
    await stream.heard('task', (data) => data['id'] === id && data['changes'] === claimed.body.changes);

    const { version } = (await ana.get<TaskShown>(`/v1/tasks/${id}`)).body;
    await ben.post(`/v1/tasks/${id}/release`);
    await ana.post(`/v1/tasks/${id}/decision`, { verdict: 'refuse', version, reason: 'No' });
    await stream.heard('done', (data) => data['id'] === id);
    const streamed = JSON.stringify(stream.events);
    for (const secret of [reply.reference, who.email, who.payment.id, '350'])
      expect(streamed).not.toContain(secret);
  });

  test('tells nobody of tasks of a tenant that they do not see', async () => {
    const [theirs, others] = [await listen(ben), await listen(otto)];
    const { id } = await askSupport(teller);
    const other = await askSupport(teller, { tenant: 'other' });
    await theirs.heard('task', (data) => data['id'] === id);
    await others.heard('task', (data) => data['id'] === other.id);
    await ana.post(`/v1/tasks/${id}/presence`, { doing: 'reading' });
    await theirs.heard('presence', (data) => data['id'] === id);
    expect(JSON.stringify(others.events)).not.toContain(id);
    expect(JSON.stringify(theirs.events)).not.toContain(other.id);
  });

  test('goes on from the last event that was seen, and says where it does not know what was missed', async () => {
    const before = await listen(ana);
    const { id } = await askSupport(teller);
    const seen = await before.heard('task', (data) => data['id'] === id);
    await before.close();
    await ben.post(`/v1/tasks/${id}/claim`);

    const back = await listen(ana, { lastEventId: seen.id ?? '' });
    await back.heard('task', (data) => data['id'] === id && data['isNew'] === false);
    expect(back.events.some(({ event }) => event === 'reset')).toBe(false);
    const opened = await listen(ana, { after: seen.id ?? '' });
    await opened.heard('task', (data) => data['id'] === id);

    for (const unknown of ['another-1', 'nonsense', `${seen.id?.split('-')[0]}-999999`, ''])
      await (await listen(ana, { lastEventId: unknown })).heard('reset');
  });

  test('says who else is at a task, until they leave', async () => {
    const stream = await listen(ana);
    const { id } = await askSupport(teller);
    const at = (doing: string) => (data: Record<string, unknown>) =>
      data['id'] === id && JSON.stringify(data['who']).includes(`"${doing}"`);
    await ben.post(`/v1/tasks/${id}/presence`, { doing: 'reading' });
    expect((await stream.heard('presence', at('reading'))).data).toEqual({
      id,
      who: [{ id: 'ben', name: 'Ben Okafor', doing: 'reading' }],
    });
    await ben.post(`/v1/tasks/${id}/presence`, { doing: 'writing' });
    await stream.heard('presence', at('writing'));
    // Who comes later is told as well.
    await (await listen(otto)).close();
    await (await listen(ana)).heard('presence', at('writing'));
    await ben.post(`/v1/tasks/${id}/presence`, { doing: 'left' });
    await stream.heard('presence', (data) => data['id'] === id && JSON.stringify(data['who']) === '[]');
  });

  test('is for GET alone: a HEAD does not hang', async () => {
    const { status } = await ana.send('HEAD', '/v1/tasks/stream');
    expect(status).toBe(405);
  });

  test('ends with the session', async () => {
    const leaving = await memberOf(teller.url(), 'ben');
    const stream = await listen(leaving);
    await leaving.post('/console/sign-out');
    await until('the stream is over', stream.isOver);
  });
});

test('visibility is read once, however many look', async () => {
  const listed = jest.spyOn(teller.temporal().workflowService, 'listWorkflowExecutions');
  const began = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => ana.get<TaskPage>('/v1/tasks')));
  // It is read once a second.
  const seconds = Math.floor((performance.now() - began) / 1_000);
  expect(listed.mock.calls.length).toBeLessThanOrEqual(1 + seconds);
  listed.mockRestore();
});

test('every stream is closed when the API closes', async () => {
  const stream = await listen(ana);
  closing.abort();
  await until('the stream is over', stream.isOver);
});
