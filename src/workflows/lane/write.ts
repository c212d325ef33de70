import type { LaneNeeds, LaneRead } from '../../activities/lane.ts';
import type { Answer, LaneEntry, WriteKind, WriteOutcome, WriteRefusal, Writes } from '../../domain/lane.ts';
import type { UnixSeconds } from '../../domain/time.ts';
import type { TaskShown } from '../people/support.ts';
import { discount } from './discount.ts';
import { dispute } from './dispute.ts';
import { offer } from './offer.ts';
import { refund } from './refund.ts';
import { subscription } from './subscription.ts';

/** One kind of write: what the lane has to know of it. */
export interface Write<K extends WriteKind> {
  /** What has to be read at Stripe to judge a decision. */
  needs(decision: Writes[K]['decision']): LaneNeeds;
  /** What is said to a person where another hand has changed the same object since. */
  readonly anotherHand: { readonly reason: string; readonly why: string };
  /**
   * Judges an entry once more, right before it is sent. `since`: what of its kind was, or may have been, made while it was
   * read.
   */
  judge(
    entry: LaneEntry<K>,
    read: LaneRead,
    since: readonly Writes[K]['made'][],
    now: UnixSeconds,
  ): Judgement<K>;
  /** What counts as made while nobody knows whether it was. */
  possiblyMade(decision: Writes[K]['decision']): Writes[K]['made'];
  /** Sends it, once. */
  send(tenant: string, decision: Writes[K]['decision'], generation: number): Promise<WriteOutcome<K>>;
  /** Looks for what became of it. */
  look(tenant: string, decision: Writes[K]['decision']): Promise<Looked<K>>;
  /** What Stripe's refusal comes to, by what it shows now. */
  refused(decision: Writes[K]['decision'], code: WriteRefusal, read: LaneRead): Answer<K>;
  /** Has followed what was made, where more can become of it at Stripe. */
  follow?(
    entry: LaneEntry<K>,
    made: Writes[K]['made'],
    of: { readonly tenant: string; readonly lane: string },
  ): Promise<void>;
  /** What a person decides on where nobody knows what became of it. */
  shown(
    decision: Writes[K]['decision'],
  ): Pick<TaskShown, 'kind' | 'summary' | 'payment' | 'amount' | 'whole'>;
}

/** An answer, or that it may be sent: then by what it was judged, so that a change by another hand shows. */
export type Judgement<K extends WriteKind> =
  | Answer<K>
  | { readonly kind: 'allow'; readonly known: readonly string[] };

/** What a look found: the write itself, or what others did to the same object. */
export interface Looked<K extends WriteKind> {
  readonly made?: Writes[K]['made'];
  readonly others: readonly { readonly name: string; readonly decision?: string }[];
}

const writes: { readonly [K in WriteKind]: Write<K> } = { refund, subscription, offer, discount, dispute };

/** Whether somebody waits for what becomes of it. A note of an offer is no person's matter: at worst it is offered again. */
export function isWaitedFor({ write }: LaneEntry): boolean {
  return write !== 'offer';
}

/** The write that an entry asks for. */
export function writeOf(entry: LaneEntry): Write<WriteKind> {
  return writes[entry.write];
}
