import type { Answer, Lie } from './liar.ts';

/** What Stripe said of a refusal. */
interface Refusal {
  readonly code?: string;
  readonly param?: string;
}

/** Lies that would have Tellerline's own tests pass, and its callers paid twice or not at all. */
export const lies = {
  overRefund: {
    name: 'more than is left is refunded',
    answer: (answer, { path, params }) =>
      path === '/v1/refunds' && refusalIn(answer)?.param === 'amount' && refusalIn(answer)?.code === undefined
        ? accepted(answer, {
            id: 're_lie',
            object: 'refund',
            amount: Number(params.get('amount')),
            status: 'succeeded',
          })
        : answer,
  },
  keyIgnored: {
    name: 'idempotency keys are ignored',
    request: ({ headers }) => headers.delete('idempotency-key'),
  },
  wrongCode: {
    name: 'a refusal has the code of another one',
    answer: (answer) => ({
      ...answer,
      body: answer.body.replace('"charge_already_refunded"', '"charge_disputed"'),
    }),
  },
  noExpand: {
    name: 'nothing is expanded',
    request: ({ params }) => drop(params, (name) => name.startsWith('expand')),
  },
  noCursor: {
    name: 'every page is the first',
    request: ({ params }) => drop(params, (name) => name === 'starting_after'),
  },
  anyParameter: {
    name: 'unknown parameters are taken',
    answer: (answer) =>
      refusalIn(answer)?.code === 'parameter_unknown'
        ? accepted(answer, { id: 'cus_lie', object: 'customer' })
        : answer,
  },
  couponTwice: {
    name: 'the id of a coupon is taken twice',
    answer: (answer, { params }) =>
      refusalIn(answer)?.code === 'resource_already_exists'
        ? accepted(answer, { id: params.get('id'), object: 'coupon', valid: true })
        : answer,
  },
  codeForAll: {
    name: 'a promotion code is redeemed by whoever names it',
    answer: (answer) =>
      refusalIn(answer)?.param === 'discounts[0][promotion_code]'
        ? accepted(answer, { id: 'sub_lie', object: 'subscription', status: 'active' })
        : answer,
  },
  noPeriodEnd: {
    name: 'items of a subscription have no end of their period',
    answer: (answer) => ({ ...answer, body: answer.body.replaceAll(/"current_period_end":\d+,/g, '') }),
  },
  canceledListed: {
    name: 'canceled subscriptions are listed with the others',
    request: ({ method, path, params }) => {
      if (method === 'GET' && path === '/v1/subscriptions' && !params.has('status'))
        params.set('status', 'all');
    },
  },
  discountsStay: {
    name: 'discounts of a subscription are not cleared',
    request: ({ method, path, params }) => {
      if (method === 'POST' && path.startsWith('/v1/subscriptions/') && params.get('discounts') === '')
        params.delete('discounts');
    },
  },
  secretAgain: {
    name: 'the secret of a webhook endpoint is shown whenever it is asked for',
    answer: (answer, { method, path }) =>
      method === 'GET' && path.startsWith('/v1/webhook_endpoints/') && answer.status === 200
        ? { ...answer, body: answer.body.replace('{', '{"secret":"whsec_lie",') }
        : answer,
  },
  allDelivered: {
    name: 'events that nobody took count as delivered',
    request: ({ path, params }) => {
      if (path === '/v1/events') params.delete('delivery_success');
    },
  },
  stillEnabled: {
    name: 'a webhook endpoint is not disabled',
    request: ({ path, params }) => {
      if (path.startsWith('/v1/webhook_endpoints/')) params.delete('disabled');
    },
  },
} satisfies Record<string, Lie>;

function refusalIn({ status, body }: Answer): Refusal | undefined {
  return status < 400 ? undefined : (JSON.parse(body) as { error: Refusal }).error;
}

function accepted(answer: Answer, object: object): Answer {
  return { ...answer, status: 200, body: JSON.stringify(object) };
}

function drop(params: URLSearchParams, isLied: (name: string) => boolean): void {
  for (const name of [...params.keys()].filter(isLied)) params.delete(name);
}
