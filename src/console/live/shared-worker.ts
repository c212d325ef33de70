import { connect, type Line } from './connect.ts';
import type { Told } from './told.ts';

// One stream for all pages of a browser: HTTP/1.1 allows six connections in all of them together.
const ports = new Set<MessagePort>();
let line: Line | undefined;
let lastLine: Told | undefined;

function tell(told: Told): void {
  if (told.name === 'line') lastLine = told;
  for (const port of ports) port.postMessage(told);
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
  else if (lastLine) port.postMessage(lastLine);
});

function leave(port: MessagePort): void {
  ports.delete(port);
  if (ports.size > 0) return;
  line?.close();
  line = undefined;
}
