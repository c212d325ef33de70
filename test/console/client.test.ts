import { expect, test } from '@jest/globals';
import { createClient } from '../../src/console/api/client.ts';
import { Refused } from '../../src/console/api/refusal.ts';
import { sessionKey } from '../../src/console/api/session.ts';

test.each([
  ['not-signed-in', true],
  ['cross-site', true],
  ['task-done', false],
])('an act that is refused as %s has the session looked at again: %s', async (name, isLookedAt) => {
  const client = createClient();
  client.setQueryData(sessionKey, {});
  const act = client.getMutationCache().build(client, {
    mutationFn: () => Promise.reject(new Refused({ name, status: 403 })),
  });
  await expect(act.execute(undefined)).rejects.toThrow(name);
  expect(client.getQueryState(sessionKey)?.isInvalidated).toBe(isLookedAt);
  client.clear();
});
