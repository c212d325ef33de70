import type {
  CodeStanding,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../../domain/discount.ts';
import type { DiscountWords, SpokenCode } from '../catalogue.ts';
import { terms as words } from './terms.ts';

const { money, day, either, spell } = words;
const number = new Intl.NumberFormat('de');

const because: Record<DiscountSupportReason, string> = {
  not_covered: 'weil ich das nicht selbst gewähren kann',
  code_count: 'wegen der Rabatte, die Sie in letzter Zeit hatten',
  guest: 'weil die Zahlung ohne Kundenkonto erfolgt ist',
};

const refusals: Record<DiscountRefusal, string> = {
  refused_by_support:
    'Es tut mir leid. Jemand aus dem Team hat es geprüft und gegen einen Rabatt entschieden.',
  expired:
    'Es tut mir leid. Niemand konnte rechtzeitig darüber entscheiden, und es wurde nichts geändert. Bitte rufen Sie uns noch einmal an.',
  refused_by_stripe:
    'Es tut mir leid. Der Code konnte nicht erstellt werden. Ich hole jemanden aus dem Team dazu.',
};

const alsoSent = { email: 'per E-Mail', sms: 'per SMS' } as const;

/** What is taken off, and of what. In the accusative. */
function off(terms: DiscountTerms): string {
  const { duration, minimum } = terms;
  const much = 'percent' in terms ? `${number.format(terms.percent)} Prozent` : money(terms.amount);
  const least = minimum ? ` ab ${money(minimum)}` : '';
  if (duration === 'once') return `${much} Rabatt auf Ihre nächste Bestellung${least}`;
  const which = minimum ? 'jede Bestellung' : 'jede Rechnung';
  return `${much} Rabatt auf ${which}${least}${duration === 'forever' ? '' : months(duration.months)}`;
}

const standings: Record<CodeStanding, (code: Pick<SpokenCode, 'terms' | 'day'>) => string> = {
  unused: ({ terms, day: last }) =>
    `Ihr Code für ${off(terms)} wurde noch nicht verwendet. Er gilt bis zum ${day(last)}.`,
  used: ({ terms }) => `Ihr Code für ${off(terms)} wurde verwendet.`,
  ran_out: ({ terms, day: last }) =>
    `Ihr Code für ${off(terms)} wurde nicht verwendet und ist am ${day(last)} abgelaufen.`,
  withdrawn: ({ terms }) => `Ihr Code für ${off(terms)} ist nicht mehr gültig.`,
};

const what = ({ terms, day: last }: SpokenCode) =>
  `Damit bekommen Sie ${off(terms)}, und zwar bis zum ${day(last)}.`;

/** What a caller hears who was promised a discount. */
export const discount: DiscountWords = {
  askPromise: () => 'Das sehe ich mir an. Welcher Rabatt wurde Ihnen zugesagt?',
  askHowMuch: () => 'Danke. Wie viel wurde Ihnen zugesagt, in Prozent oder als Betrag?',
  askWhich: (options) => `Da passt mehr als einer. Meinen Sie ${either(options)}?`,
  askMeant: (options) => `Ich möchte sichergehen. Meinen Sie ${either(options)}?`,
  somethingElse: () => 'etwas anderes',
  option: off,
  withSupport: (reason) =>
    `Danke. Darüber muss jemand aus dem Team entscheiden, ${because[reason]}. Ich habe es weitergegeben.`,
  making: () => 'Einen Moment bitte. Ich erstelle einen Code für Sie.',
  beingConfirmed: (terms) =>
    `Danke. Der Code für ${off(terms)} wird gerade bestätigt, und wir sorgen dafür, dass es nur einen gibt.`,
  issued: (code, sending) =>
    `Ich habe einen Code für Sie erstellt. ${what(code)} Der Code lautet: ${spell(code.code)}.${
      sending ? ` Ich sende ihn Ihnen auch ${alsoSent[sending]}.` : ''
    }`,
  already: (code) =>
    `Sie haben einen Code, der noch nicht verwendet wurde. ${what(code)} Der Code lautet: ${spell(code.code)}.`,
  standing: (code, standing) => standings[standing](code),
  alreadyBeingConfirmed: (terms) =>
    `Das haben Sie schon beantragt. Der Code für ${off(terms)} wird noch bestätigt.`,
  refused: (reason) => refusals[reason],
  subject: () => 'Ihr Rabattcode',
  message: (code) => `Ihr Rabattcode lautet ${code.code}. ${what(code)} Er gilt nur einmal.`,
};

function months(count: number): string {
  return count === 1 ? ' für 1 Monat' : ` für ${count} Monate`;
}
