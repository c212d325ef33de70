/** A tenant's limits on wrong guesses of one customer or contact, across calls. */
export interface GuardPolicy {
  /** So many wrong guesses within the period lock out. */
  readonly failures: number;
  readonly periodSeconds: number;
  readonly lockSeconds: number;
  /** So many one-time codes are sent within an hour. */
  readonly codesPerHour: number;
}

/** A try that an intent wants to make. It is reserved before it is judged, with each of its guards in turn. */
export interface TryRequest {
  /** `code`: a one-time code is said. `sending`: one is to be sent, which is no guess. Absent: facts are given. */
  readonly kind?: 'code' | 'sending';
  /** Names the reservation. */
  readonly reservation: string;
  /** Workflow id of the intent. */
  readonly replyTo: string;
  readonly reference: string;
  /** Keyed hashes, in the one order that all intents keep to: contacts first, then customers. */
  readonly guards: readonly string[];
  readonly policy: GuardPolicy;
}

/** What a reserved try came to. `unanswered`: the caller said nothing that could be judged. */
export type TryResult = 'right' | 'wrong' | 'unanswered';

/** What a guard answers. `spent`: no more codes for now. */
export type TryAnswer = 'granted' | 'locked' | 'spent';

export interface TryReport extends TryRequest {
  readonly result: TryResult;
}

/** What a guard keeps. Moments in milliseconds since 1970. */
export interface GuardBook {
  readonly failures: readonly Dated[];
  readonly open: readonly Dated[];
  /** One-time codes that were let out lately. */
  readonly sent: readonly Dated[];
  readonly waiting: readonly TryRequest[];
  /** Given back before they were asked for here: their request is still on its way. */
  readonly returned: readonly Dated[];
  readonly lock?: GuardLock;
}

/** A lock-out, and the try that brought it about. */
export interface GuardLock extends Dated {
  readonly until: number;
}

interface Dated extends Pick<TryRequest, 'kind' | 'reservation' | 'reference' | 'guards'> {
  readonly at: number;
}

/** A reservation that is open for so long counts as a failure. */
export const OPEN_MILLISECONDS = 5 * 60_000;
const HOUR_MILLISECONDS = 60 * 60_000;
/** How long a request may be on its way. */
const ON_THE_WAY_MILLISECONDS = 60_000;

export const emptyBook: GuardBook = { failures: [], open: [], sent: [], waiting: [], returned: [] };

/** The book with a request noted; a repeat is answered again, and counts once. */
export function withRequest(book: GuardBook, request: TryRequest): GuardBook {
  const { reservation } = request;
  if (has(book.waiting, reservation) || has(book.failures, reservation)) return book;
  if (has(book.returned, reservation)) return { ...book, returned: without(book.returned, reservation) };
  return { ...book, waiting: [...book.waiting, request] };
}

/** The book with what a try came to. A wrong guess counts once, also where the book knew nothing of it. */
export function withReport(book: GuardBook, { result, ...request }: TryReport, now: number): GuardBook {
  const { reservation } = request;
  if (has(book.failures, reservation)) return book;
  const isKnown = [book.open, book.sent, book.waiting].some((all) => has(all, reservation));
  const rest = {
    ...book,
    open: without(book.open, reservation),
    // Given back: it was not sent, since another guard was against it.
    sent: without(book.sent, reservation),
    waiting: without(book.waiting, reservation),
  };
  if (result === 'wrong') return { ...rest, failures: [...book.failures, dated(request, now)] };
  return isKnown ? rest : { ...rest, returned: [...book.returned, dated(request, now)] };
}

/** What is due now: who may try, who is locked out, who wants too many codes, and the book after it. */
export interface Due {
  readonly book: GuardBook;
  readonly granted: readonly TryRequest[];
  readonly locked: readonly TryRequest[];
  readonly spent: readonly TryRequest[];
}

/**
 * Grants while failures and open reservations together are below the limit; what comes beyond waits. A code is let out or
 * not at once: there is nothing to wait for.
 */
export function due(before: GuardBook, policy: GuardPolicy, now: number): Due {
  const book = lockedIfDue(aged(before, policy, now), policy, now);
  if (book.lock) return { book: { ...book, waiting: [] }, granted: [], locked: book.waiting, spent: [] };

  const granted: TryRequest[] = [];
  const waiting: TryRequest[] = [];
  const spent: TryRequest[] = [];
  const open = [...book.open];
  const sent = [...book.sent];
  for (const request of book.waiting) {
    if (request.kind === 'sending') {
      const isRepeat = has(sent, request.reservation);
      const mayBeSent = isRepeat || sent.length < policy.codesPerHour;
      if (mayBeSent && !isRepeat) sent.push(dated(request, now));
      (mayBeSent ? granted : spent).push(request);
      continue;
    }
    const isRepeat = has(open, request.reservation);
    if (!isRepeat && book.failures.length + open.length >= policy.failures) {
      waiting.push(request);
      continue;
    }
    if (!isRepeat) open.push(dated(request, now));
    granted.push(request);
  }
  return { book: { ...book, open, sent, waiting }, granted, locked: [], spent };
}

/** The book after a lock-out was lifted: counting begins anew. */
export function lifted({ open, sent, waiting, returned }: GuardBook): GuardBook {
  return { failures: [], open, sent, waiting, returned };
}

/** The book after a lock-out was over: wrong codes count on until the period is over, or a day would have many such. */
function expired(book: GuardBook): GuardBook {
  return { ...lifted(book), failures: book.failures.filter(isOfCode) };
}

/** When time alone changes the book, or undefined where it never does: nothing counts any more. */
export function changesAt(
  { failures, open, sent, returned, lock }: GuardBook,
  policy: GuardPolicy,
): number | undefined {
  const moments = [
    ...failures.map(({ at }) => at + policy.periodSeconds * 1_000),
    ...open.map(({ at }) => at + OPEN_MILLISECONDS),
    ...sent.map(({ at }) => at + HOUR_MILLISECONDS),
    ...returned.map(({ at }) => at + ON_THE_WAY_MILLISECONDS),
    ...(lock ? [lock.until] : []),
  ];
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

function aged(book: GuardBook, { periodSeconds }: GuardPolicy, now: number): GuardBook {
  const { lock, ...rest } = book.lock && book.lock.until <= now ? expired(book) : book;
  const isOverdue = ({ at }: Dated) => at + OPEN_MILLISECONDS <= now;
  const failures = [...rest.failures, ...rest.open.filter(isOverdue)];
  return {
    ...rest,
    ...(lock && { lock }),
    failures: failures.filter(({ at }) => at + periodSeconds * 1_000 > now),
    open: rest.open.filter((one) => !isOverdue(one)),
    sent: rest.sent.filter(({ at }) => at + HOUR_MILLISECONDS > now),
    returned: rest.returned.filter(({ at }) => at + ON_THE_WAY_MILLISECONDS > now),
  };
}

function lockedIfDue(book: GuardBook, policy: GuardPolicy, now: number): GuardBook {
  const last = book.failures.at(-1);
  if (book.lock || !last || book.failures.length < policy.failures) return book;
  const codes = book.failures.filter(isOfCode);
  // Where as many were codes, none is guessed before one of them is a period old.
  const tooMany = codes[codes.length - policy.failures];
  const again = tooMany ? tooMany.at + policy.periodSeconds * 1_000 : 0;
  return { ...book, lock: { ...last, until: Math.max(again, now + policy.lockSeconds * 1_000) } };
}

function isOfCode({ kind }: Dated): boolean {
  return kind === 'code';
}

function dated({ kind, reservation, reference, guards }: TryRequest, at: number): Dated {
  return { ...(kind && { kind }), reservation, reference, guards, at };
}

function has(all: readonly { readonly reservation: string }[], reservation: string): boolean {
  return all.some((one) => one.reservation === reservation);
}

function without<T extends { readonly reservation: string }>(all: readonly T[], reservation: string): T[] {
  return all.filter((one) => one.reservation !== reservation);
}
