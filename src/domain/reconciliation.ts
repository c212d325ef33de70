import { intentOf } from './ids.ts';
import type { Money } from './money.ts';

/** What an intent says that it made; `end`: of a subscription at once, which carries no mark of ours. */
export interface Made {
  readonly kind: 'refund' | 'code' | 'change' | 'end';
  /** The refund's or the subscription's id, or the code as it is said. */
  readonly name: string;
  /** Another hand has undone it, and may have taken our mark away with it. */
  readonly overtaken?: true;
}

/** What an intent says that it came to. */
export interface Claim {
  readonly intentId: string;
  readonly reference: string;
  readonly isOpen: boolean;
  /** What its last reply names, or what a person has decided on in a case. */
  readonly made: readonly Made[];
}

/** Something at Stripe that carries our mark. */
export interface Marked extends Made {
  readonly kind: 'refund' | 'code' | 'change';
  /** Its id at Stripe. */
  readonly object: string;
  readonly decision: string;
  readonly reference?: string;
  readonly payment?: string;
  readonly amount?: Money;
}

/** What Stripe shows and what Temporal shows do not agree on. */
export interface Difference {
  /** `unclaimed`: of ours, and its intent does not tell of it. `missing`: an intent told of it, and Stripe does not show it. */
  readonly kind: `${Marked['kind']}_unclaimed` | `${Made['kind']}_missing`;
  /** Its id at Stripe; the intent's own for a code that is missing: it may be there for all that, and could be used. */
  readonly object: string;
  readonly reference: string;
  readonly payment?: string;
  readonly amount?: Money;
}

/** What is of ours at Stripe, and its intent does not tell of. What is still open may yet tell. */
export function unclaimed(all: readonly Marked[], claims: readonly Claim[]): Difference[] {
  const byIntent = new Map(claims.map((claim) => [claim.intentId, claim]));
  return all.flatMap(({ kind, name, object, decision, reference = '', payment, amount }) => {
    const claim = byIntent.get(intentOf(decision));
    if (claim?.isOpen || claim?.made.some((one) => one.kind === kind && one.name === name)) return [];
    return [
      {
        kind: `${kind}_unclaimed` as const,
        ...{ object, reference },
        ...(payment !== undefined && { payment }),
        ...(amount && { amount }),
      },
    ];
  });
}

/** What intents told of and is not among what Stripe shows, each by its `shownAs`. */
export function missing(claims: readonly Claim[], shown: ReadonlySet<string>): Difference[] {
  return claims.flatMap(({ intentId, reference, made }) =>
    made
      .filter((one) => !one.overtaken && !shown.has(shownAs(one, intentId)))
      .map(({ kind, name }) => {
        const object = kind === 'code' ? intentId : name;
        return { kind: `${kind}_missing` as const, object, reference };
      }),
  );
}

/** One name for what an intent made. A subscription is changed again and again: there it is the intent's own change. */
export function shownAs({ kind, name }: Made, intentId: string): string {
  return kind === 'change' ? `${kind} ${name} ${intentId}` : `${kind} ${name}`;
}

/** Names a difference, once and for all. */
export function differenceId({ kind, object, reference }: Difference): string {
  return `${kind}-${object}-${reference}`;
}

/** Those that were there before as well: what only one look shows may have been under way. */
export function lasting(before: readonly Difference[], now: readonly Difference[]): Difference[] {
  const known = new Set(before.map(differenceId));
  return now.filter((one) => known.has(differenceId(one)));
}

/** What of ours was compared, and what did not agree. */
export interface Compared {
  readonly refunds: number;
  readonly codes: number;
  /** Of subscriptions. */
  readonly changes: number;
  /** Intents and cases that tell of any. */
  readonly intents: number;
  /** What a person has to look at. */
  readonly differences: readonly Difference[];
}

/** What one reconciliation came to. */
export interface Reconciled extends Compared {
  /** Events that Stripe could not deliver, and that were taken as hints now. */
  readonly events: number;
  /** Refunds of ours that nobody followed, and are followed until they are settled now. */
  readonly followed: number;
  /** Open disputes whose webhook was lost, and whose case was opened now. */
  readonly disputes: number;
}
