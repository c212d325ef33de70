import { z } from 'zod';

export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'Must be a three-letter currency code.')
  .transform((code) => code.toLowerCase())
  .describe('ISO 4217 code, in lower case in every answer');

export const money = z
  .strictObject({
    value: z
      .int('Must be a whole number of minor units.')
      .positive('Must be more than zero.')
      .max(99_999_999_999, 'Is too much.')
      .describe('In Stripe’s minor units: 4250 is $42.50'),
    currency,
  })
  .describe('An amount in minor units');

const decimalText = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,3})?$/, { error: 'Must be decimal text such as "42.50".', abort: true })
  .refine((text) => Number(text) > 0, 'Must be more than zero.')
  .describe('Decimal text in the payment’s currency: "42.50"');

/** An amount as a request may give it: minor units, or decimal text in the payment's currency. */
export const givenAmount = z.union([money, decimalText], {
  error: 'Must be more than zero: { "value": 4250, "currency": "usd" }, or decimal text such as "42.50".',
});

/** An amount in an answer; zero is possible there. */
export const moneyShown = z.object({ value: z.int().min(0), currency: z.string() });

/** For who reads and shows amounts and knows the contracts only. */
export { type Money, parseDecimal, toDecimal } from '../domain/money.ts';
