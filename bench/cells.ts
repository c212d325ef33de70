import { setTimeout as pause } from 'node:timers/promises';
import type { MakeCall } from './calls.ts';
import { turnsAndSum as summed, type turnsAndSum, type Waits } from './figures.ts';
import type { Caller } from './sandbox.ts';

/** One set of circumstances. */
export interface Circumstances {
  readonly stripeMilliseconds: number;
  readonly atOnce: number;
  readonly speakMilliseconds: number;
}

type Measured = ReturnType<typeof turnsAndSum>;

export interface Cell extends Circumstances {
  readonly calls: number;
  readonly ours: Measured;
  readonly direct: Measured;
  /** Of the medians of what a whole call's waits add up to. */
  readonly ratio: number;
}

/** Nothing happens in a direct call while its caller speaks: alone, it need not be waited for. */
const DIRECT_ALONE_SPEAKS_MILLISECONDS = 100;

/** The two ways to be called. */
export interface Sides {
  readonly ours: MakeCall;
  readonly direct: MakeCall;
}

/** Measures both sides by turns, so that what else the machine does meanwhile falls on both. */
export async function measureCell(of: Circumstances, callers: Caller[], sides: Sides): Promise<Cell> {
  const { atOnce, speakMilliseconds } = of;
  const half = Math.floor(callers.length / 2);
  const [ourCallers, directCallers] = [callers.slice(0, half), callers.slice(half, 2 * half)];
  const ours: Waits[] = [];
  const direct: Waits[] = [];
  const perRound = Math.max(atOnce, Math.ceil(half / 6));
  const directSpeaks =
    atOnce === 1 ? Math.min(speakMilliseconds, DIRECT_ALONE_SPEAKS_MILLISECONDS) : speakMilliseconds;
  while (ourCallers.length > 0) {
    ours.push(...(await round(sides.ours, ourCallers.splice(0, perRound), atOnce, speakMilliseconds)));
    direct.push(...(await round(sides.direct, directCallers.splice(0, perRound), atOnce, directSpeaks)));
  }
  const [a, b] = [summed(ours), summed(direct)];
  return { ...of, calls: half, ours: a, direct: b, ratio: a.sum.median / b.sum.median };
}

/** Callers who speak do not all begin at one moment; those who do not, do. */
async function round(
  make: MakeCall,
  callers: Caller[],
  atOnce: number,
  speakMilliseconds: number,
): Promise<Waits[]> {
  const waits: Waits[] = [];
  const waiting = [...callers];
  const line = async (_: unknown, index: number) => {
    await pause((index * speakMilliseconds) / atOnce);
    for (let next = waiting.shift(); next; next = waiting.shift())
      waits.push(await make(next, speakMilliseconds));
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  return waits;
}
