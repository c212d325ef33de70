import { z } from 'zod';
import type { ExpectationKind } from './expectation.ts';
import { email, optionId, phone, spokenText } from './fields.ts';
import { identity } from './identity.ts';
import { givenAmount } from './money.ts';

export const contact = z
  .strictObject({ phone: phone.exactOptional(), email: email.exactOptional() })
  .refine(
    (given) => given.phone !== undefined || given.email !== undefined,
    'Must hold a phone or an email.',
  );

/** What the caller said, by what the reply expects: exactly one of these. */
export const answer = z
  .strictObject({
    contact: contact.exactOptional(),
    identity: identity.exactOptional(),
    code: z
      .string()
      .regex(/^\d{4,10}$/, 'Must be the digits of the code.')
      .exactOptional(),
    resend: z.enum(['sms', 'email']).exactOptional(),
    choice: optionId.exactOptional(),
    amount: givenAmount.exactOptional(),
    confirm: z.boolean().exactOptional(),
    text: spokenText.exactOptional(),
  })
  .refine((given) => Object.keys(given).length === 1, 'Must hold exactly one answer.')
  .meta({ id: 'Answer' });

export type Answer = z.infer<typeof answer>;

const kinds: Record<keyof Answer, ExpectationKind> = {
  contact: 'contact',
  identity: 'identity',
  code: 'one_time_code',
  resend: 'one_time_code',
  choice: 'choice',
  amount: 'amount',
  confirm: 'confirmation',
  text: 'text',
};

/** The kind of question that an answer answers. */
export function kindOf(given: Answer): ExpectationKind | undefined {
  const [key] = Object.keys(given);
  return kinds[key as keyof Answer];
}
