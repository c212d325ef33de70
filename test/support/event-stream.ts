import { until } from './until.ts';

/** One Server-Sent Event, as it came. */
export interface StreamedEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Listens to an event stream, as a browser does. */
export async function listenTo(url: string, headers: Record<string, string>) {
  const ending = new AbortController();
  const response = await fetch(url, { headers, signal: ending.signal });
  const events: StreamedEvent[] = [];
  let comments = 0;
  let isOver = false;

  async function read(): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const [id, event, data] = [field('id'), field('event'), field('data')];
        if (event === undefined) comments += 1;
        else {
          const said = JSON.parse(data ?? '') as Record<string, unknown>;
          events.push({ event, data: said, ...(id !== undefined && { id }) });
        }
      }
    }
  }
  const reading = read()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });

  return {
    status: response.status,
    headers: response.headers,
    events,
    comments: () => comments,
    isOver: () => isOver,
    /** The first event of that name that fits, once it is there. */
    async heard(event: string, fits: (data: Record<string, unknown>) => boolean = () => true, seconds = 30) {
      const find = () => events.find((one) => one.event === event && fits(one.data));
      await until(`${event} is streamed`, () => find() !== undefined, seconds);
      return find() as StreamedEvent;
    },
    async close(): Promise<void> {
      ending.abort();
      await reading;
    },
  };
}

export type Listened = Awaited<ReturnType<typeof listenTo>>;
