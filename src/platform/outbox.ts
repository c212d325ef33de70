import { appendFile, readFile } from 'node:fs/promises';
import type { Message, Messenger } from '../domain/message.ts';
import { parseJson } from './json.ts';

/** What stands on each message in the outbox. */
export const NOT_SENT = 'not sent: no channel is set up';

/** A message that would have been sent, had its tenant a channel. */
export interface OutboxEntry extends Message {
  readonly note: typeof NOT_SENT;
  readonly tenant: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Keeps the messages of a tenant without channels in a file, a line each, for its owner alone. */
export function outboxOf(file: string, tenant: string): Messenger {
  return {
    channels: ['sms', 'email'],
    async send(message) {
      const entry: OutboxEntry = { note: NOT_SENT, tenant, at: new Date().toISOString(), ...message };
      await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
  };
}

/** What the outbox holds, oldest first. */
export async function readOutbox(file: string): Promise<OutboxEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // A line that is being written has no end yet.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => parseJson(line) as OutboxEntry);
}
