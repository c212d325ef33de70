import { type ClientRequest, Agent as HttpAgent, request as http } from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import type { Letter } from './letter.ts';

/** What came back, if anything did. */
export interface Receipt {
  status: number | null;
  error: string | null;
}

export interface Sender {
  send(url: string, letter: Letter, timeoutMs: number): Promise<Receipt>;
  /** Breaks off what is under way. */
  close(): void;
}

export function newSender(): Sender {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  async function send(url: string, letter: Letter, timeoutMs: number): Promise<Receipt> {
    const options = { method: 'POST', headers: letter.headers };
    const request = url.startsWith('https:')
      ? https(url, { ...options, agent: agents.https })
      : http(url, { ...options, agent: agents.http });
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    try {
      return { status: await statusOf(request, letter.body), error: null };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // The receiver closed an idle connection just as it was used again: nothing was heard.
      if (code === 'ECONNRESET' && request.reusedSocket) return send(url, letter, timeoutMs);
      return { status: null, error: code ?? message };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    send,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const BODY_MILLISECONDS = 1_000;

/** Nothing is followed anywhere, and no body is read: the status is all that counts. */
function statusOf(request: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      // A body that breaks off changes nothing any more, and one that does not end is not waited for.
      response.on('error', () => undefined).resume();
      const patience = setTimeout(() => response.destroy(), BODY_MILLISECONDS);
      response.once('close', () => clearTimeout(patience));
    });
    request.end(body);
  });
}
