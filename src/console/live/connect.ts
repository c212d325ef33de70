import type { Told } from './told.ts';

export interface Line {
  /** Does not wait for the next try. */
  retry(): void;
  close(): void;
}

const names = ['hello', 'task', 'done', 'presence', 'reset'];
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** The server says hello each 15 s; a line on which nothing was heard for longer is dead. */
const LONGEST_SILENCE = 40_000;

/** Keeps a line to the stream of the queue's changes. Errors of HTTP end an EventSource, so it is opened anew here. */
export function connect(address: string, tell: (told: Told) => void): Line {
  let source: EventSource | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(timer);
    source?.close();
    const current = new EventSource(address);
    source = current;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(lost, LONGEST_SILENCE);
    };
    current.onopen = heard;
    current.onerror = lost;
    for (const name of names)
      current.addEventListener(name, ({ data }: MessageEvent<string>) => {
        heard();
        tell({ name, data });
        if (name !== 'hello' || !(JSON.parse(data) as { opened: boolean }).opened) return;
        failures = 0;
        tell({ name: 'line', open: true });
      });
  }

  function lost(): void {
    source?.close();
    clearTimeout(timer);
    const wait = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** failures) * (0.75 + Math.random() / 2);
    failures += 1;
    timer = setTimeout(open, wait);
    tell({ name: 'line', open: false, retryAt: Date.now() + wait });
  }

  open();
  return {
    retry: open,
    close() {
      clearTimeout(timer);
      source?.close();
    },
  };
}
