import { describe, expect, test } from '@jest/globals';
import { problemIn, withoutToken } from '../support/agent.ts';
import { payer } from '../support/people.ts';
import { expectProblem, rawOf } from '../support/raw.ts';
import { startRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();
const { post, start } = rawOf(teller);

const refund = { intent: 'refund', caller: { email: 'sam.secret@example.com' } };

describe('invalid-request names the field', () => {
  const details = (given: unknown) => ({ ...refund, details: given });

  test.concurrent.each<[string, unknown, string[]]>([
    ['a negative amount', details({ amount: { value: -1, currency: 'usd' } }), ['/details/amount/value']],
    ['an amount of zero', details({ amount: { value: 0, currency: 'usd' } }), ['/details/amount/value']],
    ['half a cent', details({ amount: { value: 0.5, currency: 'usd' } }), ['/details/amount/value']],
    [
      'a currency that is none',
      details({ amount: { value: 1, currency: '€' } }),
      ['/details/amount/currency'],
    ],
    ['an amount without currency', details({ amount: { value: 1 } }), ['/details/amount/currency']],
    [
      'an unknown field of an amount',
      details({ amount: { value: 1, currency: 'usd', tax: 1 } }),
      ['/details/amount/tax'],
    ],
    ['a bare number', details({ amount: 4250 }), ['/details/amount']],
    ['negative decimal text', details({ amount: '-42.50' }), ['/details/amount']],
    ['decimal text of zero', details({ amount: '0.00' }), ['/details/amount']],
    ['decimal text with a comma', details({ amount: '42,50' }), ['/details/amount']],
    ['an unknown field', { ...refund, colour: 'red' }, ['/colour']],
    ['an unknown field inside', details({ colour: 'red' }), ['/details/colour']],
    ['an unknown intent', { ...refund, intent: 'mortgage' }, ['/intent']],
    ['no intent', { caller: {} }, ['/intent']],
    ['three digits for last4', details({ last4: '424' }), ['/details/last4']],
    ['a number for last4', details({ last4: 4242 }), ['/details/last4']],
    ['a national phone number', { intent: 'refund', caller: { phone: '4155550101' } }, ['/caller/phone']],
    ['no email address', { intent: 'refund', caller: { email: 'sam' } }, ['/caller/email']],
    ['a day that is none', details({ date: '2026-02-30' }), ['/details/date']],
    ['a date in another form', details({ date: '30/11/2026' }), ['/details/date']],
    ['a payment that is none', details({ payment: 'cus_1' }), ['/details/payment']],
    ['a postal code that is none', details({ postalCode: '?' }), ['/details/postalCode']],
    ['a language that is none', { ...refund, language: 'english please' }, ['/language']],
    ['text of spaces', details({ reason: '   ' }), ['/details/reason']],
    ['two fields at once', details({ last4: 'x', date: 'y' }), ['/details/last4', '/details/date']],
    ['a list', [], ['']],
    ['no body', '', ['/intent']],
  ])('at a start: %s', async (_, body, pointers) => {
    const { errors } = expectProblem(await start(body), 'invalid-request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    for (const { detail } of errors ?? []) expect(detail).toMatch(/\w/);
  });

  test.concurrent.each<[string, unknown, string[]]>([
    ['two answers at once', { turn: 1, answer: { confirm: true, text: 'Yes' } }, ['/answer']],
    ['no answer', { turn: 1, answer: {} }, ['/answer']],
    ['nothing', {}, ['/turn', '/answer']],
    ['turn 0', { turn: 0, answer: { confirm: true } }, ['/turn']],
    ['a turn in words', { turn: 'one', answer: { confirm: true } }, ['/turn']],
    ['a yes in words', { turn: 1, answer: { confirm: 'yes' } }, ['/answer/confirm']],
    ['an answer and a cancel', { turn: 1, answer: { confirm: true }, cancel: true }, ['/turn', '/answer']],
    ['a cancel that is none', { cancel: false }, ['/cancel']],
    ['wrong last4', { turn: 1, answer: { identity: { last4: '42' } } }, ['/answer/identity/last4']],
    ['identity without a fact', { turn: 1, answer: { identity: {} } }, ['/answer/identity']],
    ['contact without one', { turn: 1, answer: { contact: {} } }, ['/answer/contact']],
    ['an unknown way to resend', { turn: 1, answer: { resend: 'fax' } }, ['/answer/resend']],
  ])('at a turn: %s', async (_, body, pointers) => {
    const heard = await post(`/v1/intents/${'A'.repeat(22)}/turns`, body);
    const { errors } = expectProblem(heard, 'invalid-request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test.concurrent('a choice that is not among the options', async () => {
    const person = await payer(teller);
    const { customer } = person;
    await teller.stripe().paymentIntents.create({
      amount: 42_50,
      currency: 'usd',
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const { agent, first } = await startRefund(teller, { person, proven: true });
    expect(first.expects).toMatchObject({ kind: 'choice', options: [{}, {}] });
    const problem = problemIn(await agent.turn(first.intentId, 1, { choice: 'pi_another' }));
    expect(problem).toMatchObject({
      type: '/problems/invalid-request',
      errors: [{ pointer: '/answer/choice' }],
    });
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(first));
    const chosen = await agent.answer(first, { choice: person.payment.id });
    expect(chosen.facts).toMatchObject({ payment: { payment: person.payment.id } });
  });

  test.concurrent('what is asked of `ended`', async () => {
    const heard = await post(`/v1/calls/${teller.call()}/ended`, { why: 'hung up' });
    expect(expectProblem(heard, 'invalid-request').errors).toMatchObject([{ pointer: '/why' }]);
  });
});
