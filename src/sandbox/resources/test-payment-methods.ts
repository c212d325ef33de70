/** How a payment with a test payment method ends. */
export type Behaviour =
  | { kind: 'succeeds' }
  | { kind: 'declines'; code: string; declineCode: string; message: string }
  | { kind: 'asks_customer'; always: boolean }
  | { kind: 'disputed'; reason: string; inquiry: boolean }
  | { kind: 'refund_pending' }
  | { kind: 'refund_fails' };

export interface TestCard {
  brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay';
  last4: string;
  behaviour: Behaviour;
}

const declines = (code: string, declineCode: string, message: string): Behaviour => {
  return { kind: 'declines', code, declineCode, message };
};
const declined = (declineCode: string, message = 'Your card was declined.') =>
  declines('card_declined', declineCode, message);

const succeeds: Behaviour = { kind: 'succeeds' };
const card = (
  last4: string,
  behaviour: Behaviour = succeeds,
  brand: TestCard['brand'] = 'visa',
): TestCard => ({
  brand,
  last4,
  behaviour,
});

/** Stripe's test cards, by what follows `pm_card_`. Last four tell them apart, so a saved card keeps its behaviour. */
const cards: Partial<Record<string, TestCard>> = {
  visa: card('4242'),
  visa_debit: card('5556'),
  mastercard: card('4444', succeeds, 'mastercard'),
  mastercard_debit: card('3222', succeeds, 'mastercard'),
  mastercard_prepaid: card('5100', succeeds, 'mastercard'),
  amex: card('8431', succeeds, 'amex'),
  discover: card('9424', succeeds, 'discover'),
  diners: card('0004', succeeds, 'diners'),
  jcb: card('0505', succeeds, 'jcb'),
  unionpay: card('0005', succeeds, 'unionpay'),
  chargeCustomerFail: card('0341', declined('generic_decline')),
  chargeDeclined: card('0002', declined('generic_decline')),
  visa_chargeDeclined: card('0002', declined('generic_decline')),
  chargeDeclinedInsufficientFunds: card(
    '9995',
    declined('insufficient_funds', 'Your card has insufficient funds.'),
  ),
  visa_chargeDeclinedInsufficientFunds: card(
    '9995',
    declined('insufficient_funds', 'Your card has insufficient funds.'),
  ),
  chargeDeclinedLostCard: card('9987', declined('lost_card')),
  visa_chargeDeclinedLostCard: card('9987', declined('lost_card')),
  chargeDeclinedStolenCard: card('9979', declined('stolen_card')),
  visa_chargeDeclinedStolenCard: card('9979', declined('stolen_card')),
  chargeDeclinedFraudulent: card('0019', declined('fraudulent')),
  chargeDeclinedVelocityLimitExceeded: card(
    '6975',
    declined(
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    ),
  ),
  chargeDeclinedExpiredCard: card('0069', declines('expired_card', 'expired_card', 'Your card has expired.')),
  chargeDeclinedIncorrectCvc: card(
    '0127',
    declines('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  ),
  chargeDeclinedProcessingError: card(
    '0119',
    declines(
      'processing_error',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  ),
  authenticationRequired: card('3184', { kind: 'asks_customer', always: true }),
  authenticationRequiredOnSetup: card('3155', succeeds),
  threeDSecure2Required: card('3220', { kind: 'asks_customer', always: true }),
  threeDSecureRequired: card('3063', { kind: 'asks_customer', always: true }),
  threeDSecureOptional: card('3055', succeeds),
  pendingRefund: card('7726', { kind: 'refund_pending' }),
  refundFail: card('5126', { kind: 'refund_fails' }),
  createDispute: card('0259', { kind: 'disputed', reason: 'fraudulent', inquiry: false }),
  createDisputeProductNotReceived: card('2685', {
    kind: 'disputed',
    reason: 'product_not_received',
    inquiry: false,
  }),
  createDisputeInquiry: card('1976', { kind: 'disputed', reason: 'fraudulent', inquiry: true }),
};

/** `pm_card_chargeDeclined` and `tok_chargeDeclined` name the same card. */
export function testCard(name: string): TestCard | undefined {
  const called = /^(?:pm_card|tok)_([A-Za-z0-9_]+)$/.exec(name)?.[1];
  if (called === undefined || !Object.hasOwn(cards, called)) return undefined;
  return cards[called];
}

const byLast4 = new Map(Object.values(cards).map((one) => [one?.last4, one?.behaviour]));

export const behaviourOf = (last4: string | null | undefined): Behaviour =>
  byLast4.get(last4 ?? undefined) ?? succeeds;
