import { type RequestHandler, Router } from 'express';
import { NOT_SENT, type OutboxEntry, readOutbox } from '../../platform/outbox.ts';
import { problemAnswer, send } from '../answer.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';

/** So many messages are shown, the newest first. */
const MOST_SHOWN = 100;

/** `/outbox`: what tenants without channels would have sent, for whoever sits at this machine. */
export function outboxRoutes({ outboxFile, tenants }: ApiParts): Router {
  const router = Router({ caseSensitive: true });
  if (outboxFile === undefined) return router;
  router
    .route('/outbox')
    .all(fromThisMachine)
    .get(async (_request, response) => {
      const entries = await readOutbox(outboxFile);
      const shown = entries.filter(({ tenant }) => {
        const known = tenants.byId(tenant);
        return known !== undefined && known.channels === undefined;
      });
      response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
      response.type('html').send(page(shown.slice(-MOST_SHOWN).reverse()));
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

/** Listening on loopback is not enough: a proxy passes others in, and a page may have its own name lead here. */
const fromThisMachine: RequestHandler = (request, response, next) => {
  const { headers, hostname } = request;
  const passedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => headers[name] !== undefined);
  if (!passedOn && isLoopback(hostname)) return next();
  send(response, problemAnswer('not-found'));
};

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}

function page(entries: readonly OutboxEntry[]): string {
  const list = entries.map(article).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outbox</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
body { max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem }
article { border-top: 1px solid; padding: 1rem 0 }
article p:first-child { opacity: .7 }
</style>
<h1>Outbox</h1>
<p>Messages of tenants without channels: ${NOT_SENT}. Reload for newer ones.</p>
${list || '<p>Nothing yet.</p>'}
</html>
`;
}

function article({ note, tenant, at, channel, to, subject, text }: OutboxEntry): string {
  const about = [at, tenant, channel, note].map(escaped).join(' · ');
  const head = channel === 'email' ? `${escaped(to)}: ${escaped(subject)}` : escaped(to);
  return `<article><p>${about}</p><p><strong>${head}</strong></p><p>${escaped(text)}</p></article>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
