import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { sessionKey } from '../../src/console/api/session.ts';
import { taskKey, tasksKey } from '../../src/console/api/tasks.ts';
import { reactor } from '../../src/console/live/reactor.ts';

const client = new QueryClient();
afterEach(() => client.clear());

/** A page that has looked at everything, and what is stale of it once it is told something. */
function shown() {
  const keys = [sessionKey, tasksKey, taskKey('a'), taskKey('b')];
  for (const key of keys) client.setQueryData(key, {});
  return {
    act: reactor(client),
    stale: () => keys.filter((key) => client.getQueryState(key)?.isInvalidated).map((key) => key.join(' ')),
  };
}

describe('what the stream makes a page look at again', () => {
  test('all, once the line stands: also the first time', () => {
    const { act, stale } = shown();
    act({ name: 'line', open: true });
    expect(stale()).toEqual(['session', 'tasks', 'task a', 'task b']);
  });

  test('what is shown but not who is signed in, where the line is lost', () => {
    const { act, stale } = shown();
    act({ name: 'line', open: false, retryAt: 0 });
    expect(stale()).toEqual(['tasks', 'task a', 'task b']);
  });

  test('one task and the queue, where it has changed', () => {
    const { act, stale } = shown();
    act({ name: 'task', data: JSON.stringify({ id: 'b', changes: 2, isNew: false }) });
    expect(stale()).toEqual(['tasks', 'task b']);
  });

  test('nothing, where the server only says that the line stands still', () => {
    const { act, stale } = shown();
    act({ name: 'hello', data: JSON.stringify({ now: '2026-11-30T12:00:00Z', opened: false }) });
    expect(stale()).toEqual([]);
  });
});
