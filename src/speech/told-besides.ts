import type { ExpectedBy } from '../domain/expected-answer.ts';
import type { Became, RefundNow } from '../domain/follow-up.ts';

/** How a language says what is told besides of one request; each begins with a space, since it follows a sentence. */
export interface BesideWords {
  readonly colleague: string;
  /** Until when a person decides. */
  answerBy(by: ExpectedBy): string;
  /** What they have asked the caller meanwhile. */
  hasAsked(text: string): string;
  /** The bank has asked for a step by email. */
  readonly lookForEmail: string;
  arrives(by: string, overdue: boolean): string;
  reference(bankReference: string): string;
  readonly askBank: string;
}

/** What is told of one request, and would be too much of several. `refund` says how a refund stands. */
export function toldBesides(words: BesideWords, refund: (now: RefundNow) => string): (now: Became) => string {
  function next({ refund: { state, bankReference }, arrivesBy, overdue }: RefundNow): string {
    if (state === 'failed' || state === 'canceled') return words.colleague;
    if (state === 'action_needed') return words.lookForEmail;
    const when = arrivesBy === undefined ? '' : words.arrives(arrivesBy, overdue);
    if (bankReference !== undefined) return `${when}${words.reference(bankReference)}`;
    return overdue ? `${when}${words.askBank}` : when;
  }

  return (now) => {
    if (now.kind === 'refund') return next(now.refund);
    if (now.kind === 'payment') return now.asked === undefined ? '' : words.hasAsked(now.asked);
    if (now.kind === 'deciding')
      return [now.asked && words.hasAsked(now.asked), now.by && words.answerBy(now.by)]
        .filter(Boolean)
        .join('');
    if (now.kind === 'declined') return now.refund ? ` ${refund(now.refund)}` : '';
    return now.kind === 'failed' || now.kind === 'unknown' ? words.colleague : '';
  };
}
