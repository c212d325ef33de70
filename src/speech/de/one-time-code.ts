import type { MaskedContact } from '../../domain/message.ts';
import { oneByOne } from '../card.ts';
import type { CodeWords } from '../catalogue.ts';
import { terms } from './terms.ts';

/** In the accusative, as it stands after "an". */
function contact(of: MaskedContact): string {
  if (of.channel === 'sms') return `die Nummer mit den Endziffern ${oneByOne(of.ending)}`;
  return `die E-Mail-Adresse bei ${of.domain}, die mit ${of.first.toUpperCase()} beginnt`;
}

/** What is said around a one-time code, and what the message with it says. */
export const oneTimeCode: CodeWords = {
  contact,
  askWhere: (contacts) =>
    `Damit ich sicher bin, dass Sie es sind, schicke ich Ihnen einen Code. Wohin soll er gehen, an ${terms.either(contacts)}?`,
  sending: () => 'Einen Moment bitte. Ich schicke Ihnen einen Code.',
  askCode: (to) =>
    `Ich habe Ihnen einen Code geschickt. Er hat 6 Ziffern und ging an ${contact(to)}. Bitte lesen Sie ihn mir vor.`,
  sentAnew: (to) =>
    `Ich habe Ihnen einen neuen Code geschickt. Er ging an ${contact(to)}. Der frühere gilt nicht mehr. Bitte lesen Sie mir den neuen vor.`,
  ranOut: (to) =>
    `Dieser Code gilt nicht mehr. Ein neuer ging an ${contact(to)}. Bitte lesen Sie mir den neuen vor.`,
  askAgain: (triesLeft) =>
    `Das ist nicht der Code, den ich geschickt habe. Bitte lesen Sie ihn mir noch einmal vor. ${
      triesLeft === 1 ? 'Das ist der letzte Versuch.' : `Sie haben noch ${triesLeft} Versuche.`
    }`,
  noMoreNow: () =>
    'Ich kann gerade keinen weiteren Code schicken. Der letzte, den ich geschickt habe, gilt noch. Bitte lesen Sie ihn mir vor.',
  wrong: () =>
    'Es tut mir leid. Das ist nicht der Code, den ich geschickt habe, und so kann ich nicht weitermachen. Ich hole jemanden aus dem Team dazu.',
  tooMany: () =>
    'Es tut mir leid. Ich kann gerade keinen weiteren Code schicken. Ich hole jemanden aus dem Team dazu.',
  noContact: () =>
    'Es tut mir leid. Es ist nichts hinterlegt, wohin ich einen Code schicken könnte, und so kann ich nicht weitermachen. Ich hole jemanden aus dem Team dazu.',
  subject: () => 'Ihr Code',
  message: (code, purpose) =>
    `${code} ist Ihr Code, um ${purpose}. Niemand aus unserem Team fragt sonst danach. Wenn Sie uns gerade nicht anrufen, sagen Sie ihn niemandem.`,
};
