import { connect, type Line } from './connect.ts';
import type { Told } from './told.ts';

/** The stream of the queue's changes: one for all of the browser's pages where it has shared workers, else this page's own. */
export function openLine(staff: string, tell: (told: Told) => void): Line {
  if (typeof SharedWorker === 'undefined') return connect('/v1/tasks/stream', tell);
  // Named after who is signed in: whoever signs in next gets a stream of their own.
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), {
    type: 'module',
    name: `tasks ${staff}`,
  });
  const { port } = worker;
  const leave = () => port.postMessage('left');
  port.onmessage = ({ data }: MessageEvent<Told>) => tell(data);
  addEventListener('pagehide', leave);
  return {
    retry: () => port.postMessage('retry'),
    close() {
      removeEventListener('pagehide', leave);
      leave();
      port.close();
    },
  };
}
