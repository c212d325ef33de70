import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { validate } from '@readme/openapi-parser';
import { problems } from '../../src/contracts/problem.ts';
import { startRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

interface Operation {
  operationId: string;
  security?: Record<string, unknown>[];
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

async function get(path: string, url = teller.url()) {
  const response = await fetch(`${url}${path}`);
  return { response, text: await response.text() };
}

const document = async () => JSON.parse((await get('/openapi.json')).text) as Document;

async function operations(): Promise<{ method: string; path: string; operation: Operation }[]> {
  return Object.entries((await document()).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

describe('/openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { response } = await get('/openapi.json');
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
    const read = await document();
    expect(read.openapi).toMatch(/^3\.1/);
    const checked = await validate(structuredClone(read) as never);
    expect(checked).toMatchObject({ valid: true, warnings: [] });
    expect(JSON.stringify(read)).not.toContain('"$id"');
  });

  test('names the routes that are served, and answers that they give', async () => {
    const known = await operations();
    const agents = known.filter(({ operation }) => operation.security === undefined);
    expect(agents.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /v1/intents/{intentId}',
      'POST /v1/calls/{callId}/ended',
      'POST /v1/calls/{callId}/intents',
      'POST /v1/intents/{intentId}/turns',
    ]);
    const { first } = await startRefund(teller);
    const bodies: Record<string, unknown> = {
      startIntent: { intent: 'refund', caller: { phone: '+14155550101' } },
      takeTurn: { cancel: true },
      endCall: {},
    };
    for (const { method, path, operation } of agents) {
      const served = path.replace('{intentId}', first.intentId).replace('{callId}', teller.call());
      const send = (body?: unknown) =>
        fetch(`${teller.url()}${served}`, {
          method,
          headers: {
            Authorization: `Bearer ${teller.tenant().apiKey}`,
            'Content-Type': 'application/json',
            'Idempotency-Key': randomUUID(),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
      const right = await send(bodies[operation.operationId]);
      expect(right.ok).toBe(true);
      expect(Object.keys(operation.responses)).toContain(String(right.status));
      if (method !== 'POST') continue;
      const wrong = await send({ colour: 'red' });
      expect(wrong.status).toBe(422);
      expect(Object.keys(operation.responses)).toContain('422');
    }
  });

  test('names what staff ask under a security scheme of its own, and a tenant’s key opens none of it', async () => {
    const staffs = (await operations()).filter(({ operation }) => operation.security !== undefined);
    expect(staffs.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /console/session',
      'GET /v1/notices',
      'GET /v1/staff',
      'GET /v1/tasks',
      'GET /v1/tasks/stream',
      'GET /v1/tasks/{taskId}',
      'POST /console/session',
      'POST /v1/notices/{tenant}/{id}/send',
      'POST /v1/tasks/{taskId}/claim',
      'POST /v1/tasks/{taskId}/decision',
      'POST /v1/tasks/{taskId}/notes',
      'POST /v1/tasks/{taskId}/presence',
      'POST /v1/tasks/{taskId}/release',
    ]);
    for (const { method, path, operation } of staffs) {
      expect(operation.security).toEqual([{ session: [] }]);
      const headers = { Authorization: `Bearer ${teller.tenant().apiKey}` };
      const { status } = await fetch(`${teller.url()}${path}`, { method, headers });
      expect([path, status, Object.keys(operation.responses).includes('401')]).toEqual([path, 401, true]);
    }
  });

  test('shows the same fields that are taken', async () => {
    const { text } = await get('/openapi.json');
    for (const field of ['callerToken', 'postalCode', 'last4', 'resend', 'confirm', 'expects', 'handoff'])
      expect(text).toContain(`"${field}"`);
  });
});

describe('/problems', () => {
  test.each(Object.keys(problems))('/problems/%s is a page that says what to do', async (name) => {
    const { response, text } = await get(`/problems/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
    const { title, status } = problems[name as keyof typeof problems];
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(`HTTP ${status}`);
    expect(text).not.toMatch(/<tenant/);
  });

  test('another page is not found', async () => {
    for (const name of ['nothing', 'constructor', '__proto__'])
      expect((await get(`/problems/${name}`)).response.status).toBe(404);
  });
});

describe('health', () => {
  test('/healthz: the process lives', async () => {
    const { response, text } = await get('/healthz');
    expect([response.status, text]).toEqual([200, '{"status":"ok"}']);
  });

  test('/readyz says what is missing', async () => {
    const { response, text } = await get('/readyz');
    const { missing } = JSON.parse(text) as { missing: string[] };
    expect(response.status).toBe(missing.length === 0 ? 200 : 503);
    for (const line of missing) expect(line).toMatch(/retention/);
  });

  test('/readyz is 503 while Temporal is away, and /healthz is not', async () => {
    const { url } = await teller.anotherApi({ address: '127.0.0.1:1' });
    const ready = await get('/readyz', url);
    expect(ready.response.status).toBe(503);
    expect(JSON.parse(ready.text)).toEqual({ status: 'not ready', missing: ['Temporal does not answer.'] });
    expect((await get('/healthz', url)).response.status).toBe(200);
  });
});
