import type { WorkflowHandle } from '@temporalio/client';
import { noReply, reply, type Standing, standing } from '../workflows/messages.ts';
import { readUnanswered } from './temporal-errors.ts';

/**
 * How an intent stands, by a worker. One that runs is not queried: a Query at a worker that does not have the Workflow in its
 * memory also handles the Signals that no Workflow task has had yet, and what is done then is in another order than in the
 * replay of its history, so that the Workflow never gets on. An Update that is refused is part of a Workflow task, and
 * nothing of it is replayed. Its id is one for all who ask, or they would crowd out the caller's answer while no worker lives.
 */
export async function standingOf(intent: WorkflowHandle): Promise<Standing | undefined> {
  try {
    await intent.executeUpdate(reply, { args: [noReply], updateId: 'standing' });
    return undefined;
  } catch (error) {
    const unanswered = readUnanswered(error);
    if (unanswered.kind === 'refused') return unanswered.refusal as Standing;
    if (unanswered.kind === 'silent') throw error;
  }
  // It has ended, maybe while it was asked: no Signal is left to be handled.
  return intent.query(standing);
}
