import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import type { Payment } from '../domain/payment.ts';
import { observed, subscribe } from './messages.ts';
import { reads } from './proxies.ts';

/** What a watch starts with. */
export interface WatchStart {
  readonly tenant: string;
  readonly payment: string;
  /** How long it looks before "still processing" is the answer. */
  readonly seconds: number;
}

/** Between two looks at first, and at most. */
const FIRST_SECONDS = 1;
const MOST_SECONDS = 15;

/** Follows one payment until it has settled, and tells those who wait for it. */
export async function watch({ tenant, payment, seconds }: WatchStart): Promise<Payment> {
  const subscribers = new Set<string>();
  // A Signal, not an Update: it comes with the start (`signalWithStart`), and nobody waits for its answer.
  setHandler(subscribe, (workflowId) => {
    if (typeof workflowId === 'string') subscribers.add(workflowId);
  });

  const until = Date.now() + seconds * 1_000;
  let pause = FIRST_SECONDS;
  let now = await reads.readPayment({ tenant, payment });
  while (now.state === 'processing' && Date.now() < until) {
    const known = subscribers.size;
    await condition(() => subscribers.size > known, pause * 1_000);
    pause = Math.min(pause * 1.5, MOST_SECONDS);
    now = await reads.readPayment({ tenant, payment });
  }
  for (const subscriber of subscribers) await tell(subscriber, now);
  return now;
}

async function tell(subscriber: string, payment: Payment): Promise<void> {
  try {
    await getExternalWorkflowHandle(subscriber).signal(observed, payment);
  } catch {
    // It has ended: nobody waits there any more.
  }
}
