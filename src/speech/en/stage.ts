import type { IdentityFact } from '../../domain/verification.ts';
import type { StageWords } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

/** What is said around every intent. */
export function stage({ money, day, card, either, postalCode }: EnglishTerms): StageWords {
  const facts: Record<IdentityFact, string> = {
    last4: 'the last four digits of the card',
    amount: 'the exact amount of the payment',
    date: 'the date of the payment',
    postalCode: `the ${postalCode} of the billing address`,
  };
  const named = (accepts: readonly IdentityFact[]) => accepts.map((fact) => facts[fact]);

  /** Two are needed: with two to choose from it is both, with more any two. */
  function twoOf(accepts: readonly IdentityFact[]): string {
    if (accepts.length === 2) return named(accepts).join(' and ');
    return `two of these: ${either(named(accepts))}`;
  }

  return {
    askContact: () => 'I can look that up. Which phone number or email address was the payment made with?',
    askIdentity: (accepts) => `I can look that up. To be sure it is you, please tell me ${twoOf(accepts)}.`,
    askMore: (accepts) => `Thank you. I also need ${either(named(accepts))}.`,
    askAgain: (accepts, triesLeft) =>
      `I could not match that. Please tell me ${twoOf(accepts)}. ${
        triesLeft === 1 ? 'This is the last try.' : `You have ${triesLeft} tries left.`
      }`,
    askWhich: (options) => `I see more than one payment. Which one do you mean: ${either(options)}?`,
    option: ({ payment, day: date }) => {
      const by = payment.card ? ` with your ${card(payment.card)}` : '';
      return `${money(payment.amount)} on ${day(date)}${by}`;
    },
    earlierPayment: () => 'an earlier one',
    notVerified: () =>
      'I am sorry. I could not confirm that it is you, so I cannot go on with this. Let me bring in a colleague.',
    lockedOut: () =>
      'I am sorry. For safety I cannot check anything on this account just now. Let me bring in a colleague.',
    noSuchPayment: () => 'I looked. I cannot find that payment among yours, and nothing was changed.',
    silence: () => 'I did not hear anything, so I have stopped here. Nothing was changed.',
    canceled: () => 'All right. I have stopped here, and nothing was changed.',
    tooManyTurns: () => 'I am sorry. I do not seem to be able to finish this. Let me bring in a colleague.',
    failed: () => 'I am sorry. Something is not working on our side. Let me bring in a colleague.',
    handedOver: () => 'Thank you for telling me. I am passing you on to a colleague right away.',
    working: () => 'One moment, please. I am still working on that.',
    notHeard: () => 'I am sorry, I did not get that. Let me try again.',
  };
}
