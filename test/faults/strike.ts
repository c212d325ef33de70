import { until } from '../support/until.ts';
import type { Part } from './part.ts';
import type { Rig } from './rig.ts';
import { workerOfWrite } from './whereabouts.ts';
import type { Write } from './writes/write.ts';

export const victims = ['worker', 'API', 'Temporal server'] as const;
export const points = ['has arrived', 'has committed', 'was answered'] as const;

export type Victim = (typeof victims)[number];
export type Point = (typeof points)[number];

/**
 * Has a write be sent, and kills the victim when it is at the point; resolves, once all is as it should be, to how many
 * seconds what was owed took since.
 */
export async function strike(rig: Rig, write: Write, victim: Victim, point: Point): Promise<number> {
  const { request, params, customer } = write;
  // From here on only this write is counted.
  await rig.stripe.control('DELETE', '/journal');
  const fault = { ...request, ...(params && { params }) };
  const { isHeld, letGo } = await rig.stripe.hold(fault, point === 'has arrived' ? 'before' : 'after');
  const carriedOut = write.carriedOut();
  await isHeld();
  const part = await partOf(rig, victim, customer);
  if (point === 'was answered') await killAnswered(rig, { write, part, letGo });
  else await part.kill();
  const began = Date.now();
  await part.start();
  if (point !== 'was answered') await letGo();
  await carriedOut;
  return (Date.now() - began) / 1_000;
}

async function partOf(rig: Rig, victim: Victim, customer: string): Promise<Part> {
  if (victim === 'worker') return workerOfWrite(rig, { customer });
  return victim === 'API' ? (rig.apis[0] as Part) : rig.temporal;
}

/** What was answered is not yet known to Temporal, which stands still meanwhile. */
async function killAnswered(
  rig: Rig,
  { write, part, letGo }: { write: Write; part: Part; letGo: () => Promise<unknown> },
): Promise<void> {
  rig.temporal.freeze();
  try {
    await letGo();
    const hasAnswered = async () =>
      (await rig.stripe.sent(write.request)).some(({ status }) => status === 200);
    await until('Stripe has answered', hasAnswered, 60);
    await part.kill();
  } finally {
    rig.temporal.thaw();
  }
}
