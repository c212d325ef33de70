/** What Stripe does to requests about one write: to its sends, unless it is for the looks for it. */
export interface Spoiling {
  readonly of?: 'sends' | 'looks';
  readonly kind: string;
  readonly when?: 'before' | 'during' | 'after';
  readonly status?: number;
  readonly times?: number | 'always';
}

/** A way for nobody to know whether a write was made, and how it has to end. */
export interface Trouble {
  readonly spoils: readonly Spoiling[];
  /** Whether the first send has done it. */
  readonly made: boolean;
  /** How many seconds ago it was decided. */
  readonly age?: number;
  /** When it is mended; else it passes by itself. */
  readonly mendedAfter?: string;
  /** How far Stripe's clock moves meanwhile: after a day it has forgotten its idempotency keys. */
  readonly clock?: number;
  /** Why a person has to decide, where nothing may be sent without one. */
  readonly person?: string;
  /** How many requests Stripe's own client repeats: it sends once more where its connection was closed. */
  readonly repeatedByClient?: number;
}

const HOURS_25 = 25 * 3_600;
/** Decided 23 hours ago: two hours more, and it is a day. */
const AFTER_A_DAY = { age: 23 * 3_600, mendedAfter: '2h', clock: HOURS_25 };
const once = (kind: string, when: 'before' | 'after') => [{ kind, when }];
const status = (code: number, how: Omit<Spoiling, 'kind' | 'status'> = {}): Spoiling => {
  return { kind: 'status', status: code, when: 'before', ...how };
};
const whileItLasts = (code: number): Spoiling[] => [
  status(code, { of: 'sends', times: 'always' }),
  status(code, { of: 'looks', times: 'always' }),
];

/** Those that pass by themselves, and soon. */
export const passingTroubles: [what: string, trouble: Trouble][] = [
  ['made, then 500, which is replayed', { made: true, spoils: [status(500, { when: 'after' })] }],
  [
    'made, then the connection is reset, and so is the client’s own repeat',
    { made: true, spoils: [{ kind: 'reset', when: 'after', times: 2 }], repeatedByClient: 1 },
  ],
  [
    'the connection is reset before anything happens, and so is the client’s own repeat',
    { made: false, spoils: [{ kind: 'reset', when: 'before', times: 2 }], repeatedByClient: 1 },
  ],
  ['500 before anything happens', { made: false, spoils: [status(500, { times: 2 })] }],
  ['made, and never answered', { made: true, spoils: once('hang', 'after') }],
  ['not made, and never answered', { made: false, spoils: once('hang', 'before') }],
  ['made, and answered byte after byte without an end', { made: true, spoils: once('drip', 'after') }],
  ['made, then garbage', { made: true, spoils: once('garbage', 'after') }],
  ['made, then a page of HTML', { made: true, spoils: once('html', 'after') }],
  ['made, then an empty 200', { made: true, spoils: once('empty', 'after') }],
  ['429, which is no answer', { made: false, spoils: [status(429, { times: 3 })] }],
  ['409, since the key is in use', { made: false, spoils: [status(409, { times: 2 })] }],
];

/** Those that last. */
export const lastingTroubles: [what: string, trouble: Trouble][] = [
  [
    'a failure that Stripe keeps for the key although nothing happened',
    { made: false, spoils: [status(500, { when: 'during' })] },
  ],
  [
    'made, then 500, and its looks fail for five minutes',
    {
      made: true,
      spoils: [status(500, { when: 'after' }), status(500, { of: 'looks', times: 'always' })],
      mendedAfter: '5m',
    },
  ],
  [
    'held up on its way, and made a minute later',
    { made: false, spoils: once('hold', 'before'), mendedAfter: '1m' },
  ],
  [
    '429 to each send for 30 seconds',
    { made: false, spoils: [status(429, { times: 'always' })], mendedAfter: '30s' },
  ],
  ['429 to each request for 30 seconds', { made: false, spoils: whileItLasts(429), mendedAfter: '30s' }],
  [
    'made, then 500, and our key is refused until it is mended',
    { made: true, spoils: [status(500, { when: 'after' }), ...whileItLasts(401)], mendedAfter: '5m' },
  ],
  [
    '500 before anything happens, and our key is refused until it is mended',
    { made: false, spoils: [status(500), ...whileItLasts(401)], mendedAfter: '5m' },
  ],
  [
    'our key is refused in the middle of the call',
    { made: false, spoils: whileItLasts(401), mendedAfter: '5m', person: 'no_access' },
  ],
  [
    'made, then 500, and Stripe forgets its keys while looks fail',
    {
      made: true,
      spoils: [status(500, { when: 'after' }), status(500, { of: 'looks', times: 'always' })],
      mendedAfter: '1m',
      clock: HOURS_25,
    },
  ],
  [
    'made, then 500, and looks fail for longer than Stripe keeps its keys',
    {
      made: true,
      spoils: [status(500, { when: 'after' }), status(500, { of: 'looks', times: 'always' })],
      ...AFTER_A_DAY,
    },
  ],
  [
    'not made for longer than Stripe keeps its keys',
    {
      made: false,
      spoils: [status(500, { times: 'always' })],
      ...AFTER_A_DAY,
      person: 'a_day_gone_by',
    },
  ],
];

/** The faults that make it, for the sandbox; only our requests about this payment are struck. */
export function faultsOf(trouble: Trouble, payment: string): object[] {
  const path = '/v1/refunds';
  const params = { payment_intent: payment };
  return faultsAt(trouble, {
    sends: { method: 'POST', path, params: { ...params, reason: 'requested_by_customer' } },
    looks: { method: 'GET', path, params },
  });
}

/** The same for any write, by the requests that send it and those that look for it. */
export function faultsAt({ spoils }: Trouble, struck: { sends: object; looks: object }): object[] {
  return spoils.map(({ of = 'sends', ...fault }) => ({ ...struck[of], ...fault }));
}

/** The faults that make it of one customer's code, at one of the two requests by which it is made. */
export function codeFaultsOf(
  trouble: Trouble,
  step: 'coupon' | 'code',
  { customer, coupon }: { customer: string; coupon: string },
): object[] {
  const codes = { path: '/v1/promotion_codes', params: { customer } };
  const coupons = { path: '/v1/coupons', params: { id: coupon } };
  return faultsAt(trouble, {
    sends: { method: 'POST', ...(step === 'coupon' ? coupons : codes) },
    // The same list is read once before anything is sent.
    looks: { method: 'GET', ...codes, skip: 1 },
  });
}
