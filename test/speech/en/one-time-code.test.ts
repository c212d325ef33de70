import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';

const { one_time_code: speak, refund } = speechIn('en-US');
const email = { channel: 'email', first: 'a', domain: 'example.com' } as const;
const number = { channel: 'sms', ending: '01' } as const;

test('a contact is told so that its owner knows it, its digits one by one', () => {
  expect(speak.contact(email)).toBe('the email address at example.com that begins with A');
  expect(speak.contact(number)).toBe('the number ending in 0 1');
  expect(speak.askWhere([email, number].map(speak.contact))).toBe(
    'To be sure it is you, I will send you a code. Where should it go: the email address at example.com that begins with A or the number ending in 0 1?',
  );
});

test('what the code is for stands in its message, after the code', () => {
  const purpose = refund.purpose({ value: 42_50, currency: 'usd' });
  expect(speak.message('048213', purpose)).toBe(
    '048213 is your code to refund 42 dollars and 50 cents. Nobody from our team asks for it otherwise. If you are not calling us now, tell it to nobody.',
  );
});

test('the last try is told to be the last', () => {
  expect(speak.askAgain(2)).toContain('You have 2 tries left.');
  expect(speak.askAgain(1)).toContain('This is the last try.');
});
