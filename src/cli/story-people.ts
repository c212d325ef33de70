/** One payment of the story: what was done to it, and what a caller can try. */
export interface StoryPayment {
  /** Names the payment for good: its requests' keys are made of it. */
  key: string;
  amount: number;
  currency?: 'usd' | 'eur';
  /** A card by Stripe's test name, as in `tok_visa`; else a bank account. */
  card?: string;
  daysAgo: number;
  capture?: 'manual';
  refunded?: { amount: number; daysAgo: number };
  disputed?: 'inquiry' | 'chargeback';
  tryThis: string;
}

/** Somebody who paid. Without `customer` a guest, whom only the payment's billing details know. */
export interface StoryPerson {
  name: string;
  email: string;
  phone?: string;
  postalCode: string;
  guest?: true;
  payments: StoryPayment[];
}

/** Every state that a payment can be in, each with a person who calls about it. */
export const people: StoryPerson[] = [
  {
    name: 'Ann Ames',
    email: 'ann@example.com',
    phone: '+14155550101',
    postalCode: '94103',
    payments: [
      { key: 'ann', amount: 42_50, card: 'visa', daysAgo: 5, tryThis: 'a refund, plain and simple' },
    ],
  },
  {
    name: 'Ben Brown',
    email: 'ben@example.com',
    phone: '+14155550102',
    postalCode: '94104',
    payments: [
      // Card and amount prove both, so that only he can tell which one he means.
      { key: 'ben-late', amount: 30_00, card: 'visa', daysAgo: 3, tryThis: 'a refund: which of the two?' },
      { key: 'ben-early', amount: 30_00, card: 'visa', daysAgo: 9, tryThis: '' },
    ],
  },
  {
    name: 'Carla Cruz',
    email: 'carla@example.com',
    postalCode: '94105',
    payments: [
      { key: 'carla', amount: 350_00, card: 'visa', daysAgo: 4, tryThis: 'a refund that support decides' },
    ],
  },
  {
    name: 'Dan Diaz',
    email: 'dan@example.com',
    postalCode: '94107',
    payments: [
      {
        key: 'dan',
        amount: 18_00,
        card: 'chargeDeclinedInsufficientFunds',
        daysAgo: 1,
        tryThis: 'did my payment go through? (no)',
      },
    ],
  },
  {
    name: 'Eva Engel',
    email: 'eva@example.com',
    postalCode: '10115',
    payments: [
      {
        key: 'eva',
        amount: 65_00,
        currency: 'eur',
        card: 'visa',
        daysAgo: 8,
        refunded: { amount: 15_00, daysAgo: 6 },
        tryThis: 'a refund of what is left',
      },
    ],
  },
  {
    name: 'Finn Fox',
    email: 'finn@example.com',
    postalCode: '94108',
    payments: [
      { key: 'finn', amount: 75_00, daysAgo: 1, tryThis: 'is it paid? (the bank still works on it)' },
    ],
  },
  {
    name: 'Gita Gupta',
    email: 'gita@example.com',
    postalCode: '94109',
    payments: [
      {
        key: 'gita',
        amount: 89_00,
        card: 'visa',
        daysAgo: 20,
        disputed: 'chargeback',
        tryThis: 'a refund (refused: a chargeback is open)',
      },
    ],
  },
  {
    name: 'Hugo Hale',
    email: 'hugo@example.com',
    postalCode: '94110',
    payments: [
      { key: 'hugo', amount: 55_00, card: 'amex', daysAgo: 120, tryThis: 'a refund (too long ago)' },
    ],
  },
  {
    name: 'Iris Ito',
    email: 'iris@example.com',
    postalCode: '94111',
    payments: [
      {
        key: 'iris',
        amount: 24_00,
        card: 'visa',
        daysAgo: 2,
        capture: 'manual',
        tryThis: 'is it paid? (reserved, not yet taken)',
      },
    ],
  },
  {
    name: 'Jo Jones',
    email: 'jo@example.com',
    postalCode: '94112',
    payments: [
      { key: 'jo-1', amount: 15_00, card: 'visa', daysAgo: 6, tryThis: 'two people with one email' },
    ],
  },
  {
    name: 'Jo Jones',
    email: 'jo@example.com',
    postalCode: '94114',
    payments: [{ key: 'jo-2', amount: 16_00, card: 'mastercard', daysAgo: 7, tryThis: '' }],
  },
  {
    name: 'Kim Klein',
    email: 'kim@example.com',
    postalCode: '94115',
    payments: [
      {
        key: 'kim',
        amount: 27_00,
        card: 'threeDSecure2Required',
        daysAgo: 1,
        tryThis: 'did it go through? (the bank asks for a step)',
      },
    ],
  },
  {
    name: 'Lea Lind',
    email: 'lea@example.com',
    postalCode: '94116',
    payments: [
      {
        key: 'lea',
        amount: 36_00,
        card: 'visa',
        daysAgo: 12,
        tryThis: 'a refund, and a follow-up on it in another call',
      },
    ],
  },
  {
    name: 'Max Moor',
    email: 'max@example.com',
    postalCode: '94117',
    payments: [
      {
        key: 'max',
        amount: 48_00,
        card: 'visa',
        daysAgo: 14,
        tryThis: 'a discount: “ten percent off” was promised',
      },
    ],
  },
  {
    name: 'Pia Penn',
    email: 'pia@example.com',
    postalCode: '94118',
    payments: [
      {
        key: 'pia',
        amount: 58_00,
        card: 'visa',
        daysAgo: 11,
        tryThis: 'a dispute: she does not know that shop',
      },
    ],
  },
  {
    name: 'Quin Quist',
    email: 'quin@example.com',
    postalCode: '94119',
    payments: [
      {
        key: 'quin',
        amount: 64_00,
        card: 'visa',
        daysAgo: 16,
        disputed: 'inquiry',
        tryThis: 'a dispute: the bank has asked, and support decides',
      },
    ],
  },
  {
    name: 'a guest',
    email: 'guest@example.com',
    phone: '+14155550111',
    postalCode: '94107',
    guest: true,
    payments: [
      {
        key: 'guest',
        amount: 33_00,
        card: 'visa',
        daysAgo: 10,
        tryThis: 'a refund; proof is the postal code 94107',
      },
    ],
  },
];
