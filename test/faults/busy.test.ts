import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isSmall, report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';

// What the loops leave of one core is enough for so many: each turn gets through, though not at once.
const CALLERS = isSmall ? 4 : 8;
const BUSY_LOOPS = isSmall ? 8 : 12;
/** How long one turn may take: how fast a busy machine is does not matter here. */
const PATIENCE_MILLISECONDS = 400_000;

test('a machine that is busy makes no worker look dead: each thing is done once, however long Stripe takes', async () => {
  const rig = await buildRig();
  const loops = Array.from({ length: BUSY_LOOPS }, () => spawn(process.execPath, ['--eval', 'for (;;);']));
  try {
    const outcomes = await Promise.all(Array.from({ length: CALLERS }, () => slowRefund(rig)));
    expect(outcomes).toEqual(outcomes.map(() => 'completed'));
    const { scheduled, timedOut, again } = await activities(rig);
    report(`${CALLERS} slow refunds beside ${BUSY_LOOPS} busy loops`, {
      Activities: scheduled,
      timedOut,
      again,
    });
    expect(scheduled).toBeGreaterThanOrEqual(2 * CALLERS);
    expect({ timedOut, again }).toEqual({ timedOut: 0, again: 0 });
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
    await rig.end();
  }
}, 900_000);

/** A whole refund where Stripe takes longer than a heartbeat may. */
async function slowRefund(rig: Rig): Promise<string | undefined> {
  const payer = await rig.stripe.payer();
  await rig.stripe.spoil(payer, { kind: 'delay', ms: 3_000 });
  const agent = persistentAgent(rig.urls, newRecording(), { patience: PATIENCE_MILLISECONDS });
  const body = { intent: 'refund', caller: { email: payer.email } };
  const first = await agent.owed(await agent.start(randomUUID(), body));
  const second = await agent.owed(await agent.answer(first, { identity: payer.identity }));
  return (await agent.owed(await agent.answer(second, { confirm: true }))).outcome;
}

/** How many Activities there were, how many ran out of time, and how many were begun again. */
async function activities({ client }: Rig) {
  const counts = { scheduled: 0, timedOut: 0, again: 0 };
  for await (const { workflowId, runId } of client.workflow.list()) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of events ?? []) {
      if (event.activityTaskScheduledEventAttributes) counts.scheduled += 1;
      if (event.activityTaskTimedOutEventAttributes) counts.timedOut += 1;
      if ((event.activityTaskStartedEventAttributes?.attempt ?? 1) > 1) counts.again += 1;
    }
  }
  return counts;
}
