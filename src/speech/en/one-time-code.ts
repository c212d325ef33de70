import type { MaskedContact } from '../../domain/message.ts';
import { oneByOne } from '../card.ts';
import type { CodeWords } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

function contact(of: MaskedContact): string {
  if (of.channel === 'sms') return `the number ending in ${oneByOne(of.ending)}`;
  return `the email address at ${of.domain} that begins with ${of.first.toUpperCase()}`;
}

/** What is said around a one-time code, and what the message with it says. */
export function oneTimeCode({ either }: EnglishTerms): CodeWords {
  return {
    contact,
    askWhere: (contacts) =>
      `To be sure it is you, I will send you a code. Where should it go: ${either(contacts)}?`,
    sending: () => 'One moment, please. I am sending you a code.',
    askCode: (to) =>
      `I have sent you a code. It went to ${contact(to)}, and has 6 digits. Please read it to me.`,
    sentAnew: (to) =>
      `I have sent you a new code. It went to ${contact(to)}. The earlier one holds no more. Please read me the new one.`,
    ranOut: (to) =>
      `That code holds no more. I have sent you a new one, to ${contact(to)}. Please read me the new one.`,
    askAgain: (triesLeft) =>
      `That is not the code I sent. Please read it to me once more. ${
        triesLeft === 1 ? 'This is the last try.' : `You have ${triesLeft} tries left.`
      }`,
    noMoreNow: () =>
      'I cannot send another code just now. The one I sent last still holds. Please read it to me.',
    wrong: () =>
      'I am sorry. That is not the code I sent, so I cannot go on with this. Let me bring in a colleague.',
    tooMany: () => 'I am sorry. I cannot send another code just now. Let me bring in a colleague.',
    noContact: () =>
      'I am sorry. There is nothing on file that I could send a code to, so I cannot go on with this. Let me bring in a colleague.',
    subject: () => 'Your code',
    message: (code, purpose) =>
      `${code} is your code to ${purpose}. Nobody from our team asks for it otherwise. If you are not calling us now, tell it to nobody.`,
  };
}
