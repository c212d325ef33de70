import { describe, expect, test } from '@jest/globals';
import { pageOf } from '../../../src/api/tasks/page.ts';
import { type QueueChange, taskQueueOf } from '../../../src/api/tasks/queue.ts';
import { rowAt } from '../../../src/api/tasks/row.ts';
import { type TaskRow, tasksRequest } from '../../../src/contracts/task.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const minutes = (count: number) => new Date(NOW + count * 60_000).toISOString();
const ana = { id: 'ana', name: 'Ana Reyes', role: 'supervisor' as const };

function row(id: string, more: Partial<TaskRow> = {}): TaskRow {
  return {
    ...{ id, tenant: 'shop', kind: 'approve_refund', reason: 'payment_cap', summary: `Refund of pi_${id}` },
    ...{ reference: 'R7K-2MX', version: 1, changes: 1, openedAt: minutes(-60), dueAt: minutes(600) },
    ...{ priority: 'normal', queue: 'support', needed: 1, votes: 0 },
    ...more,
  } as TaskRow;
}

const claimed = (until: string) => ({ by: ana, since: minutes(-1), until });

describe('a page of the queue', () => {
  const asking = { me: 'ana', now: NOW, policyOf: () => defaultPolicy.people };
  const page = (all: readonly TaskRow[], request: Record<string, unknown> = {}) =>
    pageOf(all, tasksRequest.parse(request), asking);
  const ids = (all: readonly TaskRow[], request?: Record<string, unknown>) =>
    page(all, request)?.tasks.map(({ id }) => id);

  const some = [
    row('later', { dueAt: minutes(900), amount: { value: 500, currency: 'usd' } }),
    row('overdue', { dueAt: minutes(-1), openedAt: minutes(-10), claim: claimed(minutes(5)) }),
    row('soon', { dueAt: minutes(5), kind: 'approve_discount', queue: 'escalation' }),
    row('other', { dueAt: minutes(901), amount: { value: 90_000, currency: 'eur' }, reference: 'AAA-222' }),
  ];

  test.each<[string, Record<string, unknown>, string[]]>([
    ['what is due first, unless told otherwise', {}, ['overdue', 'soon', 'later', 'other']],
    ['what is overdue', { status: 'overdue' }, ['overdue']],
    ['what is due soon', { status: 'due_soon' }, ['soon']],
    ['one kind', { kind: 'approve_discount' }, ['soon']],
    ['one queue', { queue: 'escalation' }, ['soon']],
    ['mine', { assignee: 'me' }, ['overdue']],
    ['those of one member', { assignee: 'ana' }, ['overdue']],
    ['what nobody has claimed', { assignee: 'none' }, ['soon', 'later', 'other']],
    ['a reference as it is heard', { q: 'aaa 222' }, ['other']],
    ['part of a payment’s id', { q: 'PI_LAT' }, ['later']],
    ['the oldest first', { sort: 'opened' }, ['later', 'other', 'soon', 'overdue']],
    ['the most money first', { sort: 'amount' }, ['other', 'later', 'overdue', 'soon']],
  ])('shows %s', (_what, request, expected) => {
    expect(ids(some, request)).toEqual(expected);
  });

  test('has the largest figure first as it is written, and one figure by its currency', () => {
    const inCurrency = (id: string, value: number, currency: string) =>
      row(id, { amount: { value, currency } });
    const mixed = [
      inCurrency('b', 9_000, 'usd'),
      inCurrency('c', 90, 'jpy'),
      inCurrency('a', 9_000, 'eur'),
      inCurrency('d', 90_000, 'kwd'),
      inCurrency('e', 10_000, 'jpy'),
      row('none'),
    ];
    expect(ids(mixed, { sort: 'amount' })).toEqual(['e', 'a', 'c', 'd', 'b', 'none']);
    const many = Array.from({ length: 70 }, (_, n) => inCurrency(`t${n}`, 9_000, n % 2 ? 'usd' : 'eur'));
    const first = page(many, { sort: 'amount' });
    const rest = page(many, { sort: 'amount', cursor: first?.next });
    expect(new Set([...(first?.tasks ?? []), ...(rest?.tasks ?? [])].map(({ id }) => id)).size).toBe(70);
  });

  test('counts all that one may see, and all that the filter shows', () => {
    expect(page(some, { kind: 'approve_refund' })?.counts).toEqual({
      ...{ all: 4, mine: 1, unassigned: 3, dueSoon: 1, overdue: 1, matching: 3 },
    });
  });

  test('a claim that has run out is none', () => {
    const lapsed = rowAt(row('lapsed', { claim: claimed(minutes(0)) }), NOW);
    expect(ids([lapsed], { assignee: 'none' })).toEqual(['lapsed']);
  });

  test('holds fifty, and the next one goes on after its last, whatever has come or gone', () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      row(`t${String(n).padStart(3, '0')}`, { dueAt: minutes(n) }),
    );
    const first = page(many);
    expect(first?.tasks).toHaveLength(50);
    const changed = [
      row('early', { dueAt: minutes(-5) }),
      ...many.filter(({ id }) => id !== 't049' && id !== 't050'),
    ];
    const second = page(changed, { cursor: first?.next });
    expect(second?.tasks.map(({ id }) => id)).toEqual(many.slice(51, 101).map(({ id }) => id));
    const third = page(changed, { cursor: second?.next });
    expect([third?.tasks.length, third?.next]).toEqual([19, undefined]);
  });

  test('is not made from a cursor of another order, or of nobody’s', () => {
    const { next } = page(Array.from({ length: 60 }, (_, n) => row(`t${n}`))) ?? {};
    for (const request of [{ cursor: next, sort: 'amount' }, { cursor: 'nonsense' }, { cursor: '' }])
      expect(page(some, request)).toBeUndefined();
  });
});

describe('the queue as one process knows it', () => {
  function queueOf() {
    const world = { now: NOW, rows: [] as TaskRow[], reads: 0, away: false, slow: false };
    const queue = taskQueueOf(
      async () => {
        world.reads += 1;
        if (world.slow) await new Promise(() => undefined);
        if (world.away) throw new Error('Temporal is away');
        return world.rows;
      },
      () => world.now,
    );
    const told: string[] = [];
    queue.observe((change: QueueChange) =>
      told.push(
        change.kind === 'done' ? `done ${change.id}` : `${change.isNew ? 'new' : 'changed'} ${change.row.id}`,
      ),
    );
    return {
      world,
      queue,
      told,
      async later(seconds: number) {
        world.now += seconds * 1_000;
        return (await queue.all()).map(({ id, changes }) => `${id} ${changes}`);
      },
    };
  }

  test('reads visibility once a second at most, once for all who ask at once', async () => {
    const { world, queue, later } = queueOf();
    await Promise.all([queue.all(), queue.all(), queue.all()]);
    await later(0.9);
    expect(world.reads).toBe(1);
    await later(0.2);
    expect(world.reads).toBe(2);
  });

  test('tells of what is new, what has changed and what is settled', async () => {
    const { world, told, later } = queueOf();
    world.rows = [row('a'), row('b')];
    await later(0);
    world.rows = [row('a', { changes: 2 }), row('c')];
    await later(2);
    await later(2);
    expect(told).toEqual(['new a', 'new b', 'changed a', 'new c', 'done b']);
  });

  test('what a Workflow has told itself holds against a visibility that lags', async () => {
    const { world, queue, told, later } = queueOf();
    world.rows = [row('a')];
    await later(0);
    queue.told(row('a', { changes: 3 }));
    queue.told(row('b', { changes: 1 }));
    expect(await later(2)).toEqual(['a 3', 'b 1']);
    queue.settled(row('a', { changes: 4 }));
    expect(await later(2)).toEqual(['b 1']);
    expect(await later(50)).toEqual([]);
    expect(told).toEqual(['new a', 'changed a', 'new b', 'done a', 'done b']);
  });

  test('one that is opened again under its name is there again', async () => {
    const { world, queue, later } = queueOf();
    world.rows = [row('a', { changes: 4 })];
    await later(0);
    queue.settled(row('a', { changes: 5 }));
    expect(await later(2)).toEqual([]);
    world.rows = [row('a', { changes: 6, version: 2 })];
    expect(await later(2)).toEqual(['a 6']);
  });

  test('one that a new run opens again, which counts anew, is there at once, and no older view takes its place', async () => {
    const { world, queue, told, later } = queueOf();
    const again = row('a', { openedAt: minutes(1), changes: 1 });
    world.rows = [row('a', { changes: 4 })];
    await later(0);
    queue.settled(row('a', { changes: 5 }));
    world.rows = [again];
    expect(await later(2)).toEqual(['a 1']);
    queue.told(row('a', { changes: 4 }));
    queue.settled(row('a', { changes: 5 }));
    expect(await later(2)).toEqual(['a 1']);
    expect(told).toEqual(['new a', 'done a', 'new a']);
  });

  test('one that was settled elsewhere and opened again between two reads is new', async () => {
    const { world, told, later } = queueOf();
    world.rows = [row('a', { changes: 6 })];
    await later(0);
    world.rows = [row('a', { openedAt: minutes(1), changes: 1 })];
    expect(await later(2)).toEqual(['a 1']);
    expect(told).toEqual(['new a', 'new a']);
  });

  test('one that a read has missed is there again with the next, unchanged', async () => {
    const { world, told, later } = queueOf();
    world.rows = [row('a')];
    await later(0);
    world.rows = [];
    expect(await later(2)).toEqual([]);
    world.rows = [row('a')];
    expect(await later(2)).toEqual(['a 1']);
    expect(told).toEqual(['new a', 'done a', 'new a']);
  });

  test('shows what it knew a moment ago while Temporal is away, and nothing that is older', async () => {
    const { world, told, later } = queueOf();
    world.rows = [row('a')];
    await later(0);
    world.away = true;
    expect(await later(2)).toEqual(['a 1']);
    await expect(later(60)).rejects.toThrow('away');
    world.away = false;
    expect(await later(0.1)).toEqual(['a 1']);
    expect(told).toEqual(['new a']);
  });

  test('keeps nobody waiting for a read that is slow, where what it knows is of a moment ago', async () => {
    const { world, queue, later } = queueOf();
    world.rows = [row('a')];
    await later(0);
    world.slow = true;
    world.now += 2_000;
    const began = performance.now();
    expect(await queue.all()).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
