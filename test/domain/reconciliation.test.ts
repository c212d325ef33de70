import { describe, expect, test } from '@jest/globals';
import {
  type Claim,
  differenceId,
  lasting,
  type Made,
  type Marked,
  missing,
  shownAs,
  unclaimed,
} from '../../src/domain/reconciliation.ts';

const decision = 'an-intent-2';
const reference = 'R7K-2MX';
const payment = { payment: 'pi_1', amount: { value: 10_00, currency: 'usd' } };
const marked: Marked[] = [
  { kind: 'refund', name: 're_1', object: 're_1', decision, reference, ...payment },
  { kind: 'code', name: 'K7MQ2RXA', object: 'promo_1', decision, reference },
  { kind: 'change', name: 'sub_1', object: 'sub_1', decision, reference },
];

const claimOf = (...made: Made[]): Claim => ({ intentId: 'an-intent', reference, isOpen: false, made });

describe.each(marked)('what Stripe and Temporal do not agree on: a $kind', (ours) => {
  const { kind, name, object } = ours;
  const told = claimOf({ kind, name });

  test('is nothing where the intent tells of it, or may yet', () => {
    expect(unclaimed([ours], [told])).toEqual([]);
    expect(unclaimed([ours], [{ ...claimOf(), isOpen: true }])).toEqual([]);
    expect(missing([told], new Set([shownAs(ours, 'an-intent')]))).toEqual([]);
    expect(missing([claimOf()], new Set())).toEqual([]);
  });

  test('is one that its intent ended without, tells otherwise of, or that no intent made', () => {
    const others: Claim[][] = [[claimOf({ kind, name: 'another' })], [claimOf()], []];
    const of = kind === 'refund' ? payment : {};
    for (const claims of others)
      expect(unclaimed([ours], claims)).toEqual([{ kind: `${kind}_unclaimed`, object, reference, ...of }]);
  });

  test('is one that was told and is not at Stripe', () => {
    expect(missing([told], new Set())).toMatchObject([{ kind: `${kind}_missing`, reference }]);
  });

  test('is only what two looks show', () => {
    const [one] = unclaimed([ours], []);
    if (!one) throw new Error('No difference.');
    expect(lasting([one], [one])).toEqual([one]);
    expect(lasting([], [one])).toEqual([]);
    expect(lasting([one], [])).toEqual([]);
    expect(lasting([{ ...one, kind: `${kind}_missing` }], [one])).toEqual([]);
  });
});

test('all that a person refunded in a case is missing where Stripe does not show it', () => {
  const made: Made[] = [
    { kind: 'refund', name: 're_1' },
    { kind: 'refund', name: 're_2' },
  ];
  const of = { ...claimOf(...made), intentId: 'du_1' };
  expect(missing([of], new Set(['refund re_1']))).toEqual([
    { kind: 'refund_missing', object: 're_2', reference },
  ]);
});

test('another intent’s change of a subscription is not the one that was told', () => {
  const change: Made = { kind: 'change', name: 'sub_1' };
  const shown = new Set([shownAs(change, 'another-intent')]);
  expect(missing([claimOf(change)], shown)).toMatchObject([{ kind: 'change_missing', object: 'sub_1' }]);
});

test('a change that another hand has undone is neither unclaimed nor missing', () => {
  const [change] = marked.filter(({ kind }) => kind === 'change');
  if (!change) throw new Error('No change.');
  const told = claimOf({ kind: 'change', name: change.name, overtaken: true });
  expect(unclaimed([change], [told])).toEqual([]);
  expect(missing([told], new Set())).toEqual([]);
});

test('no code is named: whoever reads it could use it', () => {
  const [one] = missing([claimOf({ kind: 'code', name: 'K7MQ2RXA' })], new Set());
  if (!one) throw new Error('No difference.');
  expect(differenceId(one)).toBe('code_missing-an-intent-R7K-2MX');
});
