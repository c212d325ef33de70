import type {
  CodeStanding,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../../domain/discount.ts';
import type { DiscountWords, SpokenCode } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

const because: Record<DiscountSupportReason, string> = {
  not_covered: 'because I cannot grant that myself',
  code_count: 'because of the discounts you had lately',
  guest: 'because the payment was made without an account',
};

const refusals: Record<DiscountRefusal, string> = {
  refused_by_support: 'I am sorry. A colleague has looked at it and decided against a discount.',
  expired: 'I am sorry. Nobody could decide on it in time, and nothing was changed. Please call us again.',
  refused_by_stripe: 'I am sorry. The code could not be made. Let me bring in a colleague.',
};

const alsoSent = { email: 'by email', sms: 'by text message' } as const;

/** What a caller hears who was promised a discount. */
export function discount({ money, day, either, spell }: EnglishTerms): DiscountWords {
  /** What is taken off, and of what. */
  function off(terms: DiscountTerms): string {
    const { duration, minimum } = terms;
    const much = 'percent' in terms ? `${terms.percent} percent` : money(terms.amount);
    const least = minimum ? ` of ${money(minimum)} or more` : '';
    if (duration === 'once') return `${much} off your next order${least}`;
    const which = minimum ? 'each order' : 'every bill';
    return `${much} off ${which}${least}${duration === 'forever' ? '' : months(duration.months)}`;
  }

  const standings: Record<CodeStanding, (code: Pick<SpokenCode, 'terms' | 'day'>) => string> = {
    unused: ({ terms, day: last }) =>
      `Your code for ${off(terms)} was not used yet. It holds until ${day(last)}.`,
    used: ({ terms }) => `Your code for ${off(terms)} was used.`,
    ran_out: ({ terms, day: last }) =>
      `Your code for ${off(terms)} was not used, and ran out on ${day(last)}.`,
    withdrawn: ({ terms }) => `Your code for ${off(terms)} is not valid any more.`,
  };

  const what = ({ terms, day: last }: SpokenCode) => `It takes ${off(terms)}, until ${day(last)}.`;

  return {
    askPromise: () => 'I can look into that. What discount were you promised?',
    askHowMuch: () => 'Thank you. How much were you promised, as a percentage or an amount?',
    askWhich: (options) => `There is more than one that fits. Were you promised ${either(options)}?`,
    askMeant: (options) => `I want to be sure. Were you promised ${either(options)}?`,
    somethingElse: () => 'something else',
    option: off,
    withSupport: (reason) =>
      `Thank you. A colleague has to decide on this one ${because[reason]}. I have passed it on.`,
    making: () => 'One moment, please. I am making a code for you.',
    beingConfirmed: (terms) =>
      `Thank you. The code for ${off(terms)} is being confirmed, and we will make sure that there is only one.`,
    issued: (code, sending) =>
      `I have made a code for you. ${what(code)} The code is: ${spell(code.code)}.${
        sending ? ` I am also sending it to you ${alsoSent[sending]}.` : ''
      }`,
    already: (code) =>
      `You have a code that was not used yet. ${what(code)} The code is: ${spell(code.code)}.`,
    standing: (code, standing) => standings[standing](code),
    alreadyBeingConfirmed: (terms) =>
      `You asked for this already. The code for ${off(terms)} is still being confirmed.`,
    refused: (reason) => refusals[reason],
    subject: () => 'Your discount code',
    message: (code) => `Your discount code is ${code.code}. ${what(code)} It can be used once.`,
  };
}

const months = (count: number) => (count === 1 ? ' for 1 month' : ` for ${count} months`);
