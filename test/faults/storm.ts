import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reply } from '../../src/contracts/reply.ts';
import type { Chance } from './chance.ts';
import { newRecording, persistentAgent, type Recording } from './persistent-agent.ts';
import type { Rig } from './rig.ts';
import type { Payer, StripeSide } from './stripe-side.ts';
import { isWithPerson } from './whereabouts.ts';

/** One caller: wants all or a part of a payment back, and says yes or, now and then, no. */
interface Wish {
  readonly payer: Payer;
  readonly amount: number;
  readonly agrees: boolean;
  /** How long the caller speaks each time, so that kills also fall between turns. */
  readonly speakMilliseconds: number;
}

/** What a storm left behind, as the callers' side knows it. */
export interface Aftermath {
  readonly payers: readonly Payer[];
  readonly recording: Recording;
  readonly lastReplies: readonly Reply[];
}

export interface Weather {
  readonly callers: number;
  readonly atOnce: number;
  readonly mostSpeakMilliseconds: number;
  /** Kinds of faulty answers, of which one strikes some payments. */
  readonly faults: readonly object[];
  /** The share of payments that are struck. */
  readonly faulty: number;
  readonly chance: Chance;
  /** Has all callers hang up. */
  readonly over?: AbortSignal;
}

/** Faulty answers after which, or under which, the refund is made all the same. */
/** Longer than our client waits: it comes true after it was given up. */
export const tooLate = { kind: 'delay', ms: 9_000 } as const;
export const lostAnswers = [
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'reset', when: 'after' },
  { kind: 'hang', when: 'after' },
  { kind: 'garbage', when: 'after' },
  tooLate,
] as const;
/** All that are found out within a call. */
export const shortFaults = [
  ...lostAnswers,
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500, when: 'before' },
  { kind: 'reset', when: 'before' },
] as const;
/** A failure that Stripe keeps for the key: two minutes pass before a second key is allowed. */
export const longFault = { kind: 'status', status: 500, when: 'during' } as const;

const FAULTY_LOOK = 0.1;
const SAYS_NO = 0.1;

/** Has all callers be served, `atOnce` at a time. */
export async function serveCallers(rig: Rig, weather: Weather): Promise<Aftermath> {
  const { callers, atOnce, mostSpeakMilliseconds, faulty, chance, over } = weather;
  const recording = newRecording();
  const payers: Payer[] = [];
  const wishes: Wish[] = [];
  while (wishes.length < callers) {
    const payer = await rig.stripe.payer(100_00);
    // The first for sure, so that no storm is without.
    await spoilSome(
      rig.stripe,
      payer,
      payers.length === 0 && faulty > 0 ? { ...weather, faulty: 1 } : weather,
    );
    payers.push(payer);
    // Up to three callers for one payment: not all of what they want is there.
    for (let left = 1 + chance.below(3); left > 0 && wishes.length < callers; left -= 1) {
      const amount = chance.happens(0.5) ? payer.captured : 10_00 + chance.below(40_00);
      const speakMilliseconds = chance.below(mostSpeakMilliseconds);
      wishes.push({ payer, amount, agrees: !chance.happens(SAYS_NO), speakMilliseconds });
    }
  }
  const lastReplies: Reply[] = [];
  const queue = [...wishes];
  const serveSome = async () => {
    for (let wish = queue.shift(); wish; wish = queue.shift())
      lastReplies.push(await converse(rig, persistentAgent(rig.urls, recording, { over }), wish));
  };
  await Promise.all(Array.from({ length: atOnce }, serveSome));
  return { payers, recording, lastReplies };
}

async function spoilSome(
  stripe: StripeSide,
  payer: Payer,
  { faults, faulty, chance }: Weather,
): Promise<void> {
  if (chance.happens(faulty)) await stripe.spoil(payer, chance.oneOf(faults));
  if (chance.happens(FAULTY_LOOK)) await stripe.spoil(payer, { kind: 'status', status: 500, method: 'GET' });
}

/** A whole call. Ends with the last reply, or where a person has been asked. */
async function converse(rig: Rig, agent: ReturnType<typeof persistentAgent>, wish: Wish): Promise<Reply> {
  const { payer, amount, agrees, speakMilliseconds } = wish;
  const details = { amount: { value: amount, currency: 'usd' } };
  const body = { intent: 'refund', caller: { email: payer.email }, details };
  let reply = await agent.start(randomUUID(), body);
  while (reply.status !== 'done') {
    if (reply.status === 'asking') {
      await pause(speakMilliseconds);
      reply = await agent.answer(reply, answerTo(reply));
    } else {
      const { turn } = reply;
      reply = await agent.next(reply);
      if (reply.status === 'with_support' && (await isWithPerson(rig, payer))) return reply;
      // With support the latest reply comes back at once where the Workflow waits for nobody.
      if (reply.turn === turn) await pause(250);
    }
  }
  return reply;

  function answerTo({ expects }: Reply): object {
    if (expects?.kind === 'identity') return { identity: payer.identity };
    if (expects?.kind === 'amount') return { amount: expects.max };
    if (expects?.kind === 'confirmation') return { confirm: agrees };
    throw new Error(`Asked for ${expects?.kind}.`);
  }
}
