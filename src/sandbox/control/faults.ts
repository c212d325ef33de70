import { type FaultEffect, newFault } from '../faults.ts';
import { allowOnly, choice, given, optionalNumber, optionalText, optionalTexts } from './fields.ts';
import type { Control } from './routes.ts';

const known = [
  'kind',
  'method',
  'path',
  'params',
  'contains',
  'when',
  'times',
  'skip',
  'ms',
  'status',
  'type',
  'code',
  'message',
  'headers',
  'body',
  'contentType',
];
const kinds = [
  'delay',
  'hold',
  'status',
  'body',
  'garbage',
  'html',
  'empty',
  'reset',
  'hang',
  'drip',
] as const;

export function addFault({ account, body }: Control) {
  allowOnly(body, known);
  const effect = effectOf(body);
  const when = choice(body, 'when', ['before', 'during', 'after']);
  if (when === 'during' && !(effect.kind === 'status' && effect.status >= 500)) {
    throw new Error('only a status of 500 or more can strike during execution');
  }
  const fault = newFault({
    ...given({
      method: optionalText(body, 'method'),
      path: optionalText(body, 'path'),
      params: optionalTexts(body, 'params'),
      contains: optionalText(body, 'contains'),
      when,
      times: body['times'] === 'always' ? ('always' as const) : optionalNumber(body, 'times'),
      skip: optionalNumber(body, 'skip'),
    }),
    ...effect,
  });
  account.faults.push(fault);
  return fault;
}

function effectOf(body: Control['body']): FaultEffect {
  const kind = choice(body, 'kind', kinds);
  const status = optionalNumber(body, 'status');
  switch (kind) {
    case undefined:
      throw new Error(`kind must be one of ${kinds.join(', ')}`);
    case 'delay':
      return { kind, ms: optionalNumber(body, 'ms') ?? 1000 };
    case 'status': {
      const said = {
        type: optionalText(body, 'type'),
        code: optionalText(body, 'code'),
        message: optionalText(body, 'message'),
        headers: optionalTexts(body, 'headers'),
      };
      return { kind, status: status ?? 500, ...given(said) };
    }
    case 'body': {
      const text = optionalText(body, 'body') ?? '';
      return { kind, body: text, ...given({ status, contentType: optionalText(body, 'contentType') }) };
    }
    case 'hold':
    case 'garbage':
    case 'html':
    case 'empty':
    case 'reset':
    case 'hang':
    case 'drip':
      return { kind };
  }
}

export const listFaults = ({ account }: Control) => ({ data: account.faults });

export function clearFaults({ account }: Control) {
  account.faults = [];
  return { data: [] };
}

export function removeFault({ account, id }: Control) {
  account.faults = account.faults.filter((fault) => fault.id !== id);
  return { data: account.faults };
}
