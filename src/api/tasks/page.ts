import { z } from 'zod';
import type { TaskPage, TaskRow, TasksRequest } from '../../contracts/task.ts';
import { heardReference } from '../../domain/ids.ts';
import { exponent } from '../../domain/money.ts';
import type { PeoplePolicy } from '../../domain/people.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { parseJson } from '../../platform/json.ts';

const PAGE = 50;
const MINUTE = 60_000;

/** Who asks, when, and by whose rules. */
export interface Asking {
  readonly me: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  policyOf(tenant: string): PeoplePolicy | undefined;
}

/** One page of the queue; undefined where the cursor is none of ours, or of another order. */
export function pageOf(all: readonly TaskRow[], request: TasksRequest, asking: Asking): TaskPage | undefined {
  const matching = all.filter(matches(request, asking));
  const key = sortKeys[request.sort];
  const sorted = matching.map((row) => ({ row, at: [...key(row), row.id] as const }));
  sorted.sort((one, other) => compare(one.at, other.at));
  const after = request.cursor === undefined ? undefined : readCursor(request.cursor, request.sort);
  if (request.cursor !== undefined && !after) return undefined;
  const rest = after ? sorted.filter(({ at }) => compare(at, after) > 0) : sorted;
  const page = rest.slice(0, PAGE);
  const last = rest.length > PAGE ? page.at(-1) : undefined;
  return {
    tasks: page.map(({ row }) => row),
    ...(last && { next: writeCursor(request.sort, last.at) }),
    counts: { ...countsOf(all, asking), matching: matching.length },
    now: new Date(asking.now).toISOString(),
  };
}

function countsOf(all: readonly TaskRow[], asking: Asking): Omit<TaskPage['counts'], 'matching'> {
  const count = (is: (row: TaskRow) => boolean) => all.filter(is).length;
  return {
    all: all.length,
    mine: count(({ claim }) => claim?.by.id === asking.me),
    unassigned: count(({ claim }) => claim === undefined),
    dueSoon: count((row) => isDueSoon(row, asking)),
    overdue: count((row) => isOverdue(row, asking)),
  };
}

function matches({ status, kind, queue, assignee, q }: TasksRequest, asking: Asking) {
  const who = assignee === 'me' ? asking.me : assignee;
  const words = q?.trim().toLowerCase() ?? '';
  const reference = heardReference(words);
  return (row: TaskRow): boolean =>
    (status === 'open' || (status === 'overdue' ? isOverdue(row, asking) : isDueSoon(row, asking))) &&
    (kind === undefined || row.kind === kind) &&
    (queue === undefined || row.queue === queue) &&
    (who === undefined || (who === 'none' ? row.claim === undefined : row.claim?.by.id === who)) &&
    (words === '' ||
      `${row.reference}\n${row.summary}`.toLowerCase().includes(words) ||
      row.reference === reference);
}

function isOverdue({ dueAt }: TaskRow, { now }: Asking): boolean {
  return Date.parse(dueAt) <= now;
}

/** When those who look after it are reminded: by the rules of its tenant. */
function isDueSoon(row: TaskRow, asking: Asking): boolean {
  const { terms } = asking.policyOf(row.tenant) ?? defaultPolicy.people;
  const due = Date.parse(row.dueAt);
  return asking.now < due && asking.now >= due - terms[row.kind].remindMinutes * MINUTE;
}

type Key = readonly [number, currency: string];

/**
 * What comes first is the most urgent, the oldest, or the most: by the figure as it is written, whatever the currency,
 * since nobody is asked for a rate of exchange.
 */
const sortKeys: Readonly<Record<TasksRequest['sort'], (row: TaskRow) => Key>> = {
  due: ({ dueAt }) => [Date.parse(dueAt), ''],
  opened: ({ openedAt }) => [Date.parse(openedAt), ''],
  amount: ({ amount }) =>
    amount ? [-amount.value / 10 ** exponent(amount.currency), amount.currency] : [0, ''],
};

type Place = readonly [...Key, id: string];

function compare([one, oneIn, oneId]: Place, [other, otherIn, otherId]: Place): number {
  return one - other || inOrder(oneIn, otherIn) || inOrder(oneId, otherId);
}

const inOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

const cursor = z.tuple([z.enum(['due', 'opened', 'amount']), z.number(), z.string(), z.string()]);

/** Names the last row of a page by its place in the order, so that it holds while others come and go. */
function writeCursor(sort: TasksRequest['sort'], place: Place): string {
  return Buffer.from(JSON.stringify([sort, ...place])).toString('base64url');
}

function readCursor(text: string, sort: TasksRequest['sort']): Place | undefined {
  const read = cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  return read.success && read.data[0] === sort ? [read.data[1], read.data[2], read.data[3]] : undefined;
}
