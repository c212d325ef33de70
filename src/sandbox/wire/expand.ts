import { type Account, collection } from '../account.ts';
import { invalid } from './errors.ts';
import type { ParamValue } from './form.ts';
import { newestFirst } from './pagination.ts';
import { list, text } from './params.ts';
import { type Reference, type References, references } from './references.ts';

const maxDepth = 4;

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
  for (const path of paths) expandAlong(account, copy, { steps: path.split('.'), path });
  return copy;
}

interface At {
  steps: string[];
  path: string;
  /** What can be expanded here, where the object does not say it by its name. */
  within?: References | undefined;
}

function expandAlong(account: Account, node: Node, { steps: [step, ...rest], path, within }: At): void {
  if (step === undefined) return;
  if (isPage(node)) {
    if (step !== 'data') throw unexpandable(path, 'data');
    for (const item of node.data) expandAlong(account, item, { steps: rest, path });
    return;
  }
  const reference = (within ?? references[String(node['object'])])?.[step];
  const list = listWithin(account, node, step);
  if (reference === undefined && !list) throw unexpandable(path);
  const reached = list ?? follow(account, node[step], reference ?? 'nothing');
  node[step] = reached;
  const next = { steps: rest, path, within: typeof reference === 'object' ? reference : undefined };
  for (const one of Array.isArray(reached) ? reached : [reached]) {
    if (isNode(one)) expandAlong(account, one, next);
  }
}

function follow(account: Account, held: unknown, reference: Reference): unknown {
  if (Array.isArray(held)) return held.map((one: unknown) => follow(account, one, reference));
  if (typeof held !== 'string' || typeof reference === 'object') return held ?? null;
  if (reference === 'nothing' || reference === 'whole') return null;
  return structuredClone(collection(account, reference).get(held) ?? null);
}

/** A list that Stripe leaves out of an object unless it is asked for. */
function listWithin(account: Account, node: Node, step: string): unknown {
  const name = `${String(node['object'])}.${step}`;
  if (name !== 'charge.refunds' && name !== 'invoice.payments') return undefined;
  if (node[step] !== undefined) return node[step];
  const id = String(node['id']);
  const objects =
    name === 'charge.refunds'
      ? [...collection(account, 'refund').values()].filter(({ charge }) => charge === id)
      : [...collection(account, 'invoice_payment').values()].filter(({ invoice }) => invoice === id);
  return {
    object: 'list',
    data: structuredClone(newestFirst<{ created: number }>(objects).slice(0, 10)),
    has_more: objects.length > 10,
    url: name === 'charge.refunds' ? `/v1/charges/${id}/refunds` : `/v1/invoice_payments?invoice=${id}`,
  };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function isPage(node: Node): node is Node & { data: Node[] } {
  return node['object'] === 'list' || node['object'] === 'search_result';
}

function unexpandable(path: string, hint?: string) {
  const advice = hint === undefined ? '' : ` You may want to try expanding '${hint}.${path}' instead.`;
  return invalid(`This property cannot be expanded (${path}).${advice}`);
}
