import type { Request, RequestHandler } from 'express';
import { sees } from '../staff/member.ts';
import { type StaffAccess, sessionOf } from '../staff/signed-in.ts';
import type { QueueEvents, StreamEvent } from '../tasks/events.ts';

/** How often it is said that the line stands, and looked whether they are still signed in, milliseconds. */
const BEAT_MILLISECONDS = 15_000;

/** `GET /v1/tasks/stream`: the queue's changes as Server-Sent Events, for as long as the session lasts. */
export function taskStream(
  events: QueueEvents,
  { sessions }: StaffAccess,
  closing: AbortSignal | undefined,
): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(response);
    const write = (event: StreamEvent) => {
      const isTheirs = event.tenant === undefined || sees(session, event.tenant);
      if (isTheirs && !response.writableEnded) response.write(textOf(event));
    };
    const hello = (opened: boolean) =>
      write({ name: 'hello', data: { now: new Date().toISOString(), opened }, id: events.latest() });

    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const stop = await events.listen(write, lastSeen(request));
    hello(true);
    const end = () => void response.end();
    const beat = setInterval(() => {
      if (!sessions.isLive(session)) return end();
      if (!response.writableEnded) response.write(': still here\n\n');
      hello(false);
    }, BEAT_MILLISECONDS);
    const forget = sessions.onEnd(session.sid, end);
    closing?.addEventListener('abort', end);
    const finish = () => {
      clearInterval(beat);
      stop();
      forget();
      closing?.removeEventListener('abort', end);
    };
    // They may have gone while the queue was read.
    if (response.destroyed) return finish();
    response.once('close', finish);
    if (closing?.aborted) end();
  };
}

/** A browser that reconnects says it by itself; one that opens a new stream, in the address. */
function lastSeen(request: Request): string | undefined {
  const { after } = request.query;
  return request.get('Last-Event-ID') ?? (typeof after === 'string' ? after : undefined);
}

function textOf({ name, data, id }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
