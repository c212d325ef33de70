import { expect, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { forgetOthers, sessionKey } from '../../src/console/api/session.ts';
import { taskKey } from '../../src/console/api/tasks.ts';
import type { Session } from '../../src/contracts/task.ts';

const ana: Session = {
  staff: { id: 'ana', name: 'Ana Reyes', role: 'supervisor' },
  tenants: ['demo'],
  csrf: 'one',
  expiresAt: '2026-11-30T12:00:00Z',
  notForProduction: true,
};

test.each([
  ['somebody else', { ...ana, staff: { ...ana.staff, id: 'ben' } }, false],
  ['who sees another tenant', { ...ana, tenants: ['other'] }, false],
  ['the same person later', { ...ana, csrf: 'two', expiresAt: '2026-11-30T13:00:00Z' }, true],
])('where the session is of %s, what was looked at before stays: %#', (_whose, now, stays) => {
  const client = new QueryClient();
  client.setQueryData(sessionKey, ana);
  client.setQueryData(taskKey('a'), { said: 'words of a caller' });
  forgetOthers(client, now);
  expect(client.getQueryData(taskKey('a')) !== undefined).toBe(stays);
  expect(client.getQueryData(sessionKey)).toBe(ana);
  client.clear();
});
