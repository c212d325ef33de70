import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { ApiParts } from '../../src/api/parts.ts';
import type { DemoStaff } from '../../src/cli/identity-provider/people.ts';
import type { Problem } from '../../src/contracts/problem.ts';
import type { Session } from '../../src/contracts/task.ts';
import { type Program, runProgram } from '../cli/run-program.ts';
import type { Heard } from './agent.ts';
import { freePort } from './ports.ts';
import { until } from './until.ts';

/** The identity provider of `npm start`, as a process with staff of a test file's own, and what the API is told of it. */
export function useIdentityProvider(
  staff: () => readonly DemoStaff[],
  client: { clientSecret?: string } = {},
) {
  const keysFile = join(tmpdir(), `tellerline-provider-${randomUUID()}.json`);
  const running: Program[] = [];
  afterAll(() => {
    for (const { process } of running) process.kill('SIGKILL');
    rmSync(keysFile, { force: true });
  });

  /** For `useTeller`. */
  return async (publicUrl: string): Promise<Pick<ApiParts, 'staff' | 'temporalUi'>> => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const program = runProgram(
      { file: 'test/support/identity-provider-program.ts' },
      { args: [JSON.stringify({ issuer, publicUrl, keysFile, staff: staff(), ...client })] },
    );
    running.push(program);
    await until('the identity provider listens', () => program.output().includes('listening'), 30);
    const claims = { rolesClaim: 'roles', tenantsClaim: 'tenants' };
    return {
      staff: {
        publicUrl,
        oidc: { issuer, clientId: 'tellerline', scope: 'openid profile', ...claims, ...client },
        consoleFolder: join(tmpdir(), 'no-console-here'),
      },
      temporalUi: 'http://localhost:8233/namespaces/default',
    };
  };
}

/** A browser's cookies and redirects, over plain HTTP. */
export function browserOf() {
  // Browsers tell no ports apart either.
  const cookies = new Map<string, string>();

  async function send(url: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(headers as Record<string, string>), ...(cookie !== '' && { Cookie: cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isGone = value === '' || /max-age=0\b|expires=thu, 01 jan 1970/i.test(line);
      if (isGone) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const browser = {
    cookies,
    send,
    /** Sends the form of a page that sends itself on, as its script does: who signs in as another is signed out first. */
    async sendOn(at: { url: string; response: Response }): Promise<{ url: string; response: Response }> {
      const page = await at.response.clone().text();
      if (!page.includes('document.forms[0].submit()')) return at;
      const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
      const inputs = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
      const body = new URLSearchParams();
      for (const [, name = '', value = ''] of inputs) body.append(name, value);
      return browser.follow(action, { method: 'POST', body });
    },
    /** Goes where redirects lead, up to an address that `stop` names, or to what is no redirect. */
    async follow(
      from: string,
      { stop = () => false, ...init }: RequestInit & { stop?: (url: string) => boolean } = {},
    ): Promise<{ url: string; response: Response }> {
      let url = from;
      let response = await send(url, init);
      for (let steps = 0; steps < 12 && response.status >= 300 && response.status < 400; steps += 1) {
        url = new URL(response.headers.get('Location') ?? '', url).href;
        if (stop(url)) break;
        response = await send(url);
      }
      return { url, response };
    },
  };
  return browser;
}

export type TestBrowser = ReturnType<typeof browserOf>;

/** Goes through a sign-in as somebody does who picks their name, up to the address that `stop` names. */
export async function signInAs(
  browser: TestBrowser,
  api: string,
  sub: string,
  { page = '/console', stop }: { page?: string; stop?: (url: string) => boolean } = {},
): Promise<{ url: string; response: Response }> {
  const asked = await browser.follow(`${api}${page}`);
  if (!asked.url.includes('/interaction/')) return asked;
  const chosen = await browser.follow(asked.url, {
    method: 'POST',
    body: new URLSearchParams({ sub }),
    ...(stop && { stop }),
  });
  return browser.sendOn(chosen);
}

/** A member of staff who is signed in, as their page sends requests. */
export async function memberOf(api: string, sub: string) {
  const browser = browserOf();
  const { url } = await signInAs(browser, api, sub);
  if (url !== `${api}/console`) throw new Error(`Not signed in: ${url}`);
  const session = (await (await browser.send(`${api}/console/session`)).json()) as Session;

  async function send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await browser.send(`${api}${path}`, {
      method,
      headers: {
        ...(method === 'POST' && {
          Origin: api,
          'X-CSRF-Token': session.csrf,
          'Idempotency-Key': randomUUID(),
        }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const heard: Heard<T> = {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
    return heard;
  }

  return {
    browser,
    session,
    send,
    get: <T>(path: string) => send<T>('GET', path),
    post: <T = Problem>(path: string, body: unknown = {}, headers?: Record<string, string>) =>
      send<T>('POST', path, body, headers),
  };
}

export type TestMember = Awaited<ReturnType<typeof memberOf>>;
