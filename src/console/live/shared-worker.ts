import type { z } from 'zod';
import type { streamEvents } from '../../contracts/task.ts';
import { connect, type Line } from './connect.ts';
import type { Told } from './told.ts';

// One stream for all pages of a browser: HTTP/1.1 allows six connections in all of them together.
const ports = new Set<MessagePort>();
let line: Line | undefined;
let lastLine: Told | undefined;
/** Who is where, by task: the stream says it as it begins and where it changes, and a page may come to it later. */
const lastPresence = new Map<string, Told>();

function tell(told: Told): void {
  note(told);
  for (const port of ports) port.postMessage(told);
}

function note(told: Told): void {
  if ('data' in told) {
    if (told.name !== 'presence') return;
    const { id, who } = JSON.parse(told.data) as z.infer<(typeof streamEvents)['presence']>;
    if (who.length > 0) lastPresence.set(id, told);
    else lastPresence.delete(id);
    return;
  }
  lastLine = told;
  // After a gap nobody knows who is where.
  if (!told.open) lastPresence.clear();
}

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port === undefined) return;
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<'retry' | 'left'>) => {
    if (data === 'retry') line?.retry();
    else leave(port);
  };
  if (line === undefined) line = connect('/v1/tasks/stream', tell);
  else for (const told of [...(lastLine ? [lastLine] : []), ...lastPresence.values()]) port.postMessage(told);
});

function leave(port: MessagePort): void {
  ports.delete(port);
  if (ports.size > 0) return;
  line?.close();
  line = undefined;
  lastLine = undefined;
  lastPresence.clear();
}
