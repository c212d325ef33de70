import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { downloadCli } from '../../src/platform/sdk-download.ts';

let folder = '';
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-download-'));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const cli = { version: '1.9.1', program: 'temporal' };

test('the archive of this platform is asked for, and its program unpacked', async () => {
  writeFileSync(join(folder, 'temporal'), 'the program');
  execFileSync('tar', ['-czf', join(folder, 'served'), '-C', folder, 'temporal']);
  rmSync(join(folder, 'temporal'));
  const asked: string[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end(readFileSync(join(folder, 'served')));
  });
  expect(readFileSync(await downloadCli(cli, folder, { origin }), 'utf8')).toBe('the program');
  expect(asked).toEqual([
    expect.stringMatching(/^\/cli\/archive\/v1\.9\.1\?platform=\w+&arch=(amd64|arm64)$/),
  ]);
});

test.each([
  ['never answers', () => undefined],
  [
    'falls silent half-way',
    (_request: unknown, response: Parameters<RequestListener>[1]) => response.write('half'),
  ],
] satisfies [string, RequestListener][])('a network that %s is given up', async (_name, listener) => {
  const origin = await serve(listener);
  await expect(downloadCli(cli, folder, { origin, silenceSeconds: 0.2 })).rejects.toThrow(
    'nothing came for 0.2 s',
  );
});

test('an answer that is no archive is an error with its status', async () => {
  const origin = await serve((_request, response) => response.writeHead(404).end('no such version'));
  await expect(downloadCli(cli, folder, { origin })).rejects.toThrow('it answered 404');
});
