import { expect, test } from '@jest/globals';
import { spokenOf } from '../../src/domain/subscription.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW } from './records.ts';
import { subscription } from './subscriptions.ts';

const living = (subscription_: string, daysAgo: number) =>
  subscription({ subscription: subscription_, created: NOW - daysAgo * DAY_SECONDS });
const ended = (subscription_: string, daysAgo: number) =>
  subscription({ subscription: subscription_, state: 'ended', endedAt: NOW - daysAgo * DAY_SECONDS });
const names = (all: ReturnType<typeof spokenOf>) => all.map((one) => one.subscription);

test('the living are spoken of, newest first, and no ended ones beside them', () => {
  expect(names(spokenOf([living('old', 90), ended('gone', 1), living('new', 2)], NOW))).toEqual([
    'new',
    'old',
  ]);
});

test('where none lives, those that ended within 30 days', () => {
  expect(names(spokenOf([ended('gone', 29), ended('forgotten', 31)], NOW))).toEqual(['gone']);
  expect(spokenOf([ended('forgotten', 31)], NOW)).toEqual([]);
});
