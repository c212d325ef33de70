import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Answer } from '../contracts/answer.ts';
import type { ExpectationKind } from '../contracts/expectation.ts';
import type { Details, IntentKind } from '../contracts/intent.ts';
import type { Reply } from '../contracts/reply.ts';
import type { Contact } from '../domain/contact.ts';
import type { WithSupport } from '../domain/follow-up.ts';
import type { TryReport, TryRequest } from '../domain/guard.ts';
import type { LaneEntry, Settlement } from '../domain/lane.ts';
import type { DisputeOutcome, Payment } from '../domain/payment.ts';
import type { PeopleSettings } from '../domain/people.ts';
import type { Policy, RefundPolicy } from '../domain/policy.ts';
import type { HumanTask, TaskDone } from '../domain/task.ts';
import type {
  Acted,
  ClaimAct,
  DecisionAct,
  DecisionTaken,
  NoteAct,
  ReleaseAct,
} from '../domain/task-acts.ts';
import type { ProvenCaller } from '../domain/verification.ts';

/** What names one request of the agent: keyed hashes of its `Idempotency-Key` and body, and a name of its own. */
export interface Asked {
  readonly key: string;
  readonly body: string;
  /** Differs on each repeat: who gets another one back is told that it was a repeat. */
  readonly request: string;
}

/** All that an intent starts with. */
export interface IntentStart<K extends IntentKind = IntentKind> {
  readonly tenant: string;
  readonly intentId: string;
  readonly intent: K;
  readonly reference: string;
  /** Keyed hash of the call. */
  readonly call: string;
  readonly caller: Contact;
  /** Who the caller proved to be earlier in this call. */
  readonly proven?: ProvenCaller;
  readonly details: Details;
  readonly language: string;
  readonly timeZone: string;
  readonly policy: Policy;
  /** Whether the tenant's own systems are told of how it ends. */
  readonly notifies?: true;
  readonly asked: Asked;
}

/** An answer to reply `turn`. */
export interface Turn {
  readonly turn: number;
  readonly kind: ExpectationKind;
  readonly answer: Answer;
  /** Milliseconds since 1970 until which it may be heard; later it is refused, and its Update id stays free. */
  readonly hearUntil: number;
  readonly asked: Asked;
}

/** A cancel; like an answer it may be heard for a while only. */
export interface Cancel {
  readonly hearUntil: number;
  readonly asked: Asked;
}

/** A reply as it leaves the Workflow: the API makes the `callerToken` of who is proven, and keeps that to itself. */
export type GivenReply<K extends IntentKind = IntentKind> = Omit<Reply<K>, 'callerToken'> & {
  /** With the keyed hash of the call in which it was proved. */
  proven?: ProvenCaller & { readonly call: string };
};

/** A reply, and the request that it was the answer to. */
export interface Answered {
  readonly reply: GivenReply;
  readonly asked: Asked;
}

/** How an intent stands. */
export interface Standing {
  readonly latest?: GivenReply;
  /** Whether a reply is owed to what was said last: the caller is not to be asked meanwhile. */
  readonly owed: boolean;
  /** What is true to say while it is. */
  readonly working: string;
  /** What waits for a person, where something does. */
  readonly support?: WithSupport;
}

/** Why a validator refused a message, as `type` of its failure: what is not a problem's name is the API's to name. */
export const refusalTypes = [
  'intent-done',
  'idempotency-key-reused',
  'turn-conflict',
  'turn-ahead',
  'not-heard',
  'wrong-answer-kind',
  'invalid-request',
] as const;

export type RefusalType = (typeof refusalTypes)[number];

/** Details of a refusal by a validator. */
export interface Refusal {
  readonly latest?: GivenReply;
  readonly pointer?: string;
  readonly detail?: string;
}

// Updates, not Signals: whoever says something is owed a reply. Their ids are `turn-{N}`, `reply-{N}` and `cancel`.
export const turn = defineUpdate<Answered, [Turn]>('turn');
export const reply = defineUpdate<Answered, [number]>('reply');
export const cancel = defineUpdate<Answered, [Cancel]>('cancel');

export const standing = defineQuery<Standing>('standing');
/** To wait for a reply that no intent gets to is refused, as `turn-ahead` with its `Standing`: so what runs is asked. */
export const noReply = Number.MAX_SAFE_INTEGER;
export const tasks = defineQuery<HumanTask[]>('tasks');
/** Those that were settled, the latest last: also a closed Workflow tells who decided. */
export const tasksDone = defineQuery<TaskDone[]>('tasksDone');
/** What the caller was told, the latest last. */
export const said = defineQuery<SaidLine[]>('said');

/** One reply, as the caller heard it. */
export interface SaidLine {
  /** RFC 3339. */
  readonly at: string;
  readonly turn: number;
  readonly say: string;
}

/** What a Workflow tells of a task: open, or how it was settled; neither where it knows of none. */
export interface TaskLook {
  readonly task?: HumanTask;
  readonly done?: TaskDone;
  readonly said: readonly SaidLine[];
}

// Updates: the Workflow is the referee, and the second of two people is told who was first, and when. A validator refuses
// by a failure whose type is one of `taskRefusalTypes` and whose details are a `TaskRefusal` (domain/task-acts.ts).
export const claim = defineUpdate<Acted<HumanTask>, [ClaimAct]>('claim');
export const release = defineUpdate<Acted<HumanTask>, [ReleaseAct]>('release');
export const note = defineUpdate<Acted<HumanTask>, [NoteAct]>('note');
/** Always refused, by a failure of type `task-shown` whose details are a `TaskLook`: how the API asks what runs. */
export const lookAtTask = defineUpdate<void, [string]>('lookAtTask');
export const decision = defineUpdate<Acted<DecisionTaken>, [DecisionAct]>('decision');

/** What a caller has answered to a person's question, in a later call. Refused where none waits for an answer. */
export const callerSaid = defineUpdate<void, [{ readonly said: string }]>('callerSaid');

export const callEnded = defineSignal('callEnded');
/** A person's decision, from wherever: it is read by a function that never throws. */
export const decide = defineSignal<[unknown]>('decide');

/** That what a task had written to somebody has reached nobody, and why. */
export interface Unwritten {
  readonly task: string;
  readonly why: 'no_contact' | 'not_wanted' | 'given_up';
}

export const unwritten = defineSignal<[Unwritten]>('unwritten');

// The lane takes Signals: a hundred callers at once are more Updates than a Workflow may have under way.
export const enter = defineSignal<[LaneEntry]>('enter');
export const settled = defineSignal<[Settlement]>('settled');

/** The subscriber that is no Workflow: the tenant's own systems, which are told by a notification. */
export const ownSystems = 'own-systems';

/** Who wants to be told of an object, for how long, and how soon where no webhook comes; in seconds. */
export interface Subscription {
  /** A Workflow's id, or `ownSystems`. */
  readonly subscriber: string;
  readonly seconds: number;
  readonly within: number;
  /** Who waits only for a payment to settle waits no longer once they were told that it has. */
  readonly settling?: true;
}

/** A refund of ours, and whom it was for. */
export interface RefundWatched {
  readonly tenant: string;
  readonly refund: string;
  readonly payment: string;
  /** Absent where a guest was refunded. */
  readonly customer?: string;
  readonly reference: string;
  readonly language: string;
  /** Whether its payment was charged back meanwhile; carried as well. */
  readonly chargedBack?: boolean;
  /** Since when it is watched, seconds since 1970; carried when its watch continues as new. */
  readonly since?: number;
  /** Whether it was seen as not issued yet; carried as well. */
  readonly waited?: boolean;
  /** Whether the tenant's own systems were told that it is settled. */
  readonly told?: boolean;
  /** By which rules people decide, should it fail. */
  readonly people?: PeopleSettings;
}

/** What the case of a dispute starts with; the rest it carries when it continues as new. */
export interface DisputeCaseStart {
  readonly tenant: string;
  readonly dispute: string;
  readonly reference: string;
  /** Of what is written to the customer. */
  readonly language: string;
  readonly timeZone: string;
  readonly people: PeopleSettings;
  /** What an inquiry is refunded by. */
  readonly refunds: RefundPolicy;
}

/** What a case came to; one of which Stripe knows nothing for an hour fails as `dispute-gone`. */
export interface CaseResult {
  readonly outcome: DisputeOutcome;
  readonly reference: string;
  /** Refunds that a person has decided on here. */
  readonly refunds: readonly string[];
}

/** That a caller wants to know of a dispute, and what they said of it in their words. */
export interface HeardOfDispute {
  readonly reference: string;
  /** In which they are written to from here on. */
  readonly language: string;
  readonly said?: string;
}

export const heard = defineSignal<[HeardOfDispute]>('heard');

/** A webhook's hint to look again. */
export const look = defineSignal('look');

export const subscribe = defineSignal<[Subscription]>('subscribe');
export const observed = defineSignal<[Payment]>('observed');

// The guard's, and its answers to an intent. Signals as well: many callers may try at once for one customer.
export const reserve = defineSignal<[TryRequest]>('reserve');
export const report = defineSignal<[TryReport]>('report');
/** Lifts a lock-out that support has lifted at another guard of the same caller. */
export const lift = defineSignal<[{ readonly reference: string }]>('lift');
export const granted = defineSignal<[TryRequest]>('granted');
export const locked = defineSignal<[TryRequest]>('locked');
/** No more codes are sent for now. */
export const spent = defineSignal<[TryRequest]>('spent');
