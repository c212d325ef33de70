import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Reply } from '../../../src/contracts/reply.ts';
import { withoutToken } from '../../support/agent.ts';
import { newRecording, persistentAgent } from '../persistent-agent.ts';
import type { Rig } from '../rig.ts';

/** A call whose agent hears each reply that is owed, whatever is killed meanwhile. */
export function talk({ urls }: Pick<Rig, 'urls'>) {
  const record = newRecording();
  const agent = persistentAgent(urls, record);
  return {
    begin: async (body: object): Promise<Reply> => agent.owed(await agent.start(randomUUID(), body)),

    say: async (to: Reply, answer: object): Promise<Reply> => agent.owed(await agent.answer(to, answer)),

    /** Says the last word; resolves to how it ends, once the same word said again has brought the same reply. */
    async end(to: Reply, answer: object): Promise<Reply> {
      const key = randomUUID();
      let latest = await agent.owed(await agent.answer(to, answer, key));
      // What is first being confirmed is confirmed in the end.
      while (latest.status !== 'done') latest = await agent.next(latest);
      const again = await agent.answer(to, answer, key);
      const told = record.replies.find(({ turn }) => turn > to.turn);
      expect(withoutToken(again)).toEqual(withoutToken(told as Reply));
      expect(record.problems).toEqual([]);
      return latest;
    },
  };
}
