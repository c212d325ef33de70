import { type Account, collection } from '../account.ts';
import type { Kind } from '../objects.ts';
import { invalid } from './errors.ts';
import type { ParamValue } from './form.ts';
import { newestFirst } from './pagination.ts';
import { list, text } from './params.ts';

const maxDepth = 4;

/** Which properties of an object hold an id, and of what. */
const references: Partial<Record<string, Partial<Record<string, Kind | 'nothing'>>>> = {
  customer: { default_source: 'nothing', discount: 'nothing', test_clock: 'nothing' },
  payment_method: { customer: 'customer' },
  payment_intent: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
    application: 'nothing',
    on_behalf_of: 'nothing',
    review: 'nothing',
    source: 'nothing',
  },
  charge: {
    customer: 'customer',
    payment_intent: 'payment_intent',
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    application: 'nothing',
    application_fee: 'nothing',
    on_behalf_of: 'nothing',
    review: 'nothing',
    source_transfer: 'nothing',
    transfer: 'nothing',
  },
  refund: {
    charge: 'charge',
    customer: 'customer',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    source_transfer_reversal: 'nothing',
    transfer_reversal: 'nothing',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
};

type Node = Record<string, unknown>;

export function readExpand(value: ParamValue | undefined): string[] {
  const paths = value === undefined ? [] : list(text)(value, 'expand');
  for (const path of paths) {
    if (path.split('.').length <= maxDepth) continue;
    const message = `You cannot expand more than 4 levels of a property. Property: ${path}`;
    throw invalid(message, { code: 'property_expansion_max_depth' });
  }
  return paths;
}

/** A copy of an answer in which the named properties are whole objects instead of ids. */
export function expand(account: Account, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Node;
  for (const path of paths) expandAlong(account, copy, path.split('.'), path);
  return copy;
}

function expandAlong(account: Account, node: Node, [step, ...rest]: string[], path: string): void {
  if (step === undefined) return;
  if (isPage(node)) {
    if (step !== 'data') throw unexpandable(path, 'data');
    for (const item of node.data) expandAlong(account, item, rest, path);
    return;
  }
  const reached =
    node['object'] === 'charge' && step === 'refunds'
      ? refundsOf(account, node)
      : follow(account, node, step, path);
  if (reached === null) return;
  node[step] = reached;
  expandAlong(account, reached, rest, path);
}

function follow(account: Account, node: Node, step: string, path: string): Node | null {
  const kind = references[String(node['object'])]?.[step];
  if (kind === undefined) throw unexpandable(path);
  const held = node[step];
  if (typeof held === 'object') return held as Node | null;
  if (kind === 'nothing' || typeof held !== 'string') return null;
  return structuredClone(collection(account, kind).get(held) ?? null) as Node | null;
}

function refundsOf(account: Account, charge: Node): Node {
  if (charge['refunds'] !== undefined) return charge['refunds'] as Node;
  const refunds = [...collection(account, 'refund').values()].filter(
    (refund) => refund.charge === charge['id'],
  );
  return {
    object: 'list',
    data: structuredClone(newestFirst(refunds).slice(0, 10)),
    has_more: refunds.length > 10,
    url: `/v1/charges/${String(charge['id'])}/refunds`,
  };
}

function isPage(node: Node): node is Node & { data: Node[] } {
  return node['object'] === 'list' || node['object'] === 'search_result';
}

function unexpandable(path: string, hint?: string) {
  const advice = hint === undefined ? '' : ` You may want to try expanding '${hint}.${path}' instead.`;
  return invalid(`This property cannot be expanded (${path}).${advice}`);
}
