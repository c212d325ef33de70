import { expect, test } from '@jest/globals';
import { readPayment } from '../../src/stripe/payments.ts';
import { pay, refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

test.each([
  ['chargeDeclined', 'declined'],
  ['chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['chargeDeclinedExpiredCard', 'card_expired'],
  ['chargeDeclinedIncorrectCvc', 'wrong_security_code'],
  ['chargeDeclinedProcessingError', 'bank_unavailable'],
  ['chargeDeclinedVelocityLimitExceeded', 'limit_exceeded'],
  // Stripe asks not to tell a caller that a card was reported.
  ['chargeDeclinedLostCard', 'declined'],
  ['chargeDeclinedStolenCard', 'declined'],
  ['chargeDeclinedFraudulent', 'declined'],
])('a payment with the test card %s failed as %s', async (card, failure) => {
  const { stripe } = sandbox.account();
  await refusal(pay(stripe, { payment_method: `pm_card_${card}` }));
  const [intent] = (await stripe.paymentIntents.list()).data;
  const payment = await readPayment(stripe, intent?.id ?? '');
  expect(payment).toMatchObject({ state: 'failed', failure, card: { brand: 'visa' } });
});

test('a payment whose customer could not prove to be one failed for that', async () => {
  const { stripe, control } = sandbox.account();
  const { id } = await pay(stripe, { payment_method: 'pm_card_authenticationRequired' });
  await control('POST', `/payment_intents/${id}`, { outcome: 'failed' });
  expect((await readPayment(stripe, id)).failure).toBe('authentication_failed');
});

test.each([
  ['a_code_of_next_year', 'other'],
  ['constructor', 'other'],
])('a code that is not known (%s) is %s', async (code, failure) => {
  const { stripe, control } = sandbox.account();
  await refusal(pay(stripe, { payment_method: 'pm_card_chargeDeclined' }));
  const [intent] = (await stripe.paymentIntents.list()).data;
  await control('POST', `/objects/${intent?.id}`, { last_payment_error: { code, decline_code: code } });
  await control('POST', `/objects/${String(intent?.latest_charge)}`, {
    failure_code: code,
    outcome: { reason: code },
  });
  expect((await readPayment(stripe, intent?.id ?? '')).failure).toBe(failure);
});

test('a payment that was tried again with success did not fail', async () => {
  const { stripe } = sandbox.account();
  await refusal(pay(stripe, { payment_method: 'pm_card_chargeDeclined' }));
  const [intent] = (await stripe.paymentIntents.list()).data;
  await stripe.paymentIntents.confirm(intent?.id ?? '', { payment_method: 'pm_card_visa' });
  const payment = await readPayment(stripe, intent?.id ?? '');
  expect(payment).toMatchObject({ state: 'succeeded', card: { last4: '4242' } });
  expect(payment).not.toHaveProperty('failure');
});
