import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CODE_MARK, inWriting, masked, withCode } from '../../src/domain/message.ts';

test('a contact is shown by as little as its owner knows it by', () => {
  expect(inWriting(masked('email', 'Ann.Other@Example.com'))).toBe('a•••@example.com');
  expect(inWriting(masked('email', 'x@example.com'))).toBe('x•••@example.com');
  expect(inWriting(masked('sms', '+14155550101'))).toBe('•••01');
});

test('of an email nothing between its first letter and the @ is shown, of a number two digits', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const [local = '', domain = ''] = email.toLowerCase().split('@');
      expect(inWriting(masked('email', email))).toBe(`${local.charAt(0)}•••@${domain}`);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (phone) => {
      expect(inWriting(masked('sms', phone))).toBe(`•••${phone.slice(-2)}`);
    }),
  );
});

test('a code is put in wherever it is meant to stand', () => {
  const text = { subject: 'Your code', text: `${CODE_MARK} is your code to refund $5. ${CODE_MARK}` };
  expect(withCode(text, '048213')).toEqual({
    subject: 'Your code',
    text: '048213 is your code to refund $5. 048213',
  });
});
