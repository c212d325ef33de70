import type { Duration } from './policy.ts';
import { isCurrency, numberAt, PERCENT, wordsOf } from './promise.ts';

/** How long a discount was promised for. `lasting`: of every bill, with no end; months that are no number are of no offer. */
export type HeardDuration = 'forever' | 'lasting' | { readonly months: number };

const setOf = (words: string) => new Set(words.split(' '));

/** In months; what is counted in days or weeks is no offer's. */
const spans = new Map<string, number>([
  ...[...setOf('month months mes meses mois monat monate monaten')].map((word): [string, number] => [
    word,
    1,
  ]),
  ...[...setOf('year years ano anos an ans annee annees jahr jahre jahren')].map((word): [string, number] => [
    word,
    12,
  ]),
  ...[...setOf('day days week weeks dia dias semana semanas jour jours semaine semaines')].map(
    (word): [string, number] => [word, Number.NaN],
  ),
  ...[...setOf('tag tage tagen woche wochen')].map((word): [string, number] => [word, Number.NaN]),
]);

const leads = setOf('for during over por para durante pour pendant durant fur wahrend uber');
const articles = setOf('the los las el la les le l die das den dem');
const fillers = new Set([
  ...articles,
  ...setOf(
    'next first coming whole full entire proximo proximos proximas siguientes primeros todo prochains prochaines ' +
      'premiers premieres toute tout nachsten ersten kommenden ganze ganzen ganzes',
  ),
]);
/** "The month of May" is when, not for how long. */
const genitives = setOf('of de del d');
/** What is counted in front of a lead without being a promise: a customer for three years, valid for a month. */
const otherwise = setOf(
  'been valid good holds customer cliente valido valida client valable kunde kundin gultig',
);
const otherwiseWithin = 5;

const per = setOf('a per al por par pro im');
const reductions = setOf('off discount reduction descuento rebaja remise rabais rabatt nachlass');
const every = setOf(
  'each every cada todos todas chaque tous toutes jede jeder jeden jedes jedem jeweils alle allen',
);
/** "Each and every month", "each of my bills". */
const everyFillers = setOf(
  'single and one of my the our una de mis los las les der meiner meine meinen einzelne einzelnen',
);
/** Besides spans, what comes again and again where each is meant; each customer or item does not. */
const recurring = setOf(
  'bill bills invoice invoices order orders purchase purchases payment payments renewal renewals charge charges ' +
    'delivery deliveries quarter time factura facturas pedido pedidos compra compras pago pagos recibo recibos ' +
    'cuota cuotas cobro cobros renovacion renovaciones mensualidad mensualidades entrega entregas trimestre vez ' +
    'facture factures commande commandes achat achats paiement paiements renouvellement renouvellements echeance ' +
    'echeances mensualite mensualites prelevement prelevements livraison livraisons fois rechnung rechnungen ' +
    'bestellung bestellungen kauf einkauf einkaufe zahlung zahlungen abrechnung abrechnungen abbuchung ' +
    'abbuchungen verlangerung verlangerungen lieferung lieferungen quartal mal',
);
/** What begins another thought, or is of what the caller pays: a duration behind it is none of the discount's. */
const apart = setOf(
  'and but because since i we y e pero porque yo et mais parce je j nous und aber weil ich wir ' +
    'pay paying paid prepaid subscribed signed committed contract pago pagando pagado pague suscrito contrato ' +
    'paye paie payer paiement abonne engage contrat zahle zahlen bezahle bezahlt gezahlt abonniert vertrag',
);
/** How many words may stand between a discount and its duration, and the other way round. */
const [mostBehind, mostAhead] = [6, 3];

const forever = [
  'forever|for ever|for good|for life|lifetime|permanent|permanently|indefinitely',
  'para siempre|de por vida|permanente|permanentemente|indefinidamente',
  'pour toujours|a vie|permanente|indefiniment',
  'fur immer|dauerhaft|dauerhaften|dauerhafter|lebenslang|lebenslangen|auf dauer|unbefristet',
].join('|');
const isForever = new RegExp(` (?:${forever}) `);

/**
 * The duration that a promise names, in any of the four languages. Undefined where it names none; `unsure` where it may be
 * of something else: a plan that is paid for a year, or the order of the month of May.
 */
export function durationIn(promise: string): HeardDuration | 'unsure' | undefined {
  const words = wordsOf(promise);
  const found = words.map((_, at) => spanAt(words, at)).filter((one) => one !== undefined);
  const plain = found.find((one) => one !== 'unsure' && one !== 'lasting');
  if (plain) return plain;
  if (isForever.test(` ${words.join(' ')} `)) return 'forever';
  return found.find((one) => one === 'lasting') ?? found[0];
}

/** What is heard of a duration in one place. */
function spanAt(words: readonly string[], at: number): HeardDuration | 'unsure' | undefined {
  if (isRate(words, at)) return 'lasting';
  if (isEach(words, at)) return isOfDiscount(words, at) ? 'lasting' : 'unsure';
  const span = monthsAt(words, at);
  if (!span) return undefined;
  return !span.isWhen && isOfDiscount(words, at) ? { months: span.months } : 'unsure';
}

/** Whether an offer lasts as long as was promised. */
export function lasts(duration: Duration, heard: HeardDuration): boolean {
  if (typeof heard === 'object') return typeof duration === 'object' && duration.months === heard.months;
  return heard === 'forever' ? duration === 'forever' : duration !== 'once';
}

/** "For a year", "for the next 3 months", "drei Monate lang"; `isWhen`: "for the month of May". */
function monthsAt(words: readonly string[], at: number): { months: number; isWhen: boolean } | undefined {
  const isLed = leads.has(words[at] ?? '');
  let from = isLed ? at + 1 : at;
  while (isLed && fillers.has(words[from] ?? '')) from += 1;
  const number = numberAt(words, from);
  const end = number?.end ?? from;
  const span = spans.get(words[end] ?? '');
  if (span === undefined || (!number && from === at + 1)) return undefined;
  if (!isLed)
    return number && words[end + 1] === 'lang' ? { months: number.value * span, isWhen: false } : undefined;
  if (words.slice(Math.max(0, at - otherwiseWithin), at).some((word) => otherwise.has(word)))
    return undefined;
  const isBare = words.slice(at + 1, from).every((word) => articles.has(word));
  const isWhen = !number && (isBare || genitives.has(words[end + 1] ?? ''));
  return { months: (number?.value ?? 1) * span, isWhen };
}

/** "Every month", "each of my bills", "every future order". */
function isEach(words: readonly string[], at: number): boolean {
  const first = words[at] ?? '';
  if (!every.has(first)) return false;
  // What is a month in Spanish is "my" in French.
  const isFiller = (word: string) =>
    everyFillers.has(word) || fillers.has(word) || every.has(word) || (word === 'mes' && first !== 'cada');
  let next = at + 1;
  while (isFiller(words[next] ?? '')) next += 1;
  const end = numberAt(words, next)?.end ?? next;
  return words.slice(end, end + 2).some(isAgain);
}

/** Whether a word is of what comes again and again. */
function isAgain(word: string): boolean {
  return spans.has(word) || recurring.has(word);
}

/** Whether a duration that is named here plainly is the discount's: nothing else stands between. */
function isOfDiscount(words: readonly string[], at: number): boolean {
  const isTaken = (word: string) =>
    word === PERCENT || reductions.has(word) || (isCurrency(word) && !words.includes(PERCENT));
  const before = words.slice(Math.max(0, at - mostBehind), at).reverse();
  const nearest = before.find((word) => isTaken(word) || apart.has(word));
  if (nearest !== undefined) return isTaken(nearest);
  const span = words.findIndex((word, index) => index > at && isAgain(word));
  const after = words.slice(span + 1, span + 1 + mostAhead);
  const first = after.find((word) => isTaken(word) || apart.has(word));
  return first !== undefined && isTaken(first);
}

/** "5 dollars a month"; beside a percentage, an amount is what something costs. */
function isRate(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  if (!per.has(words[at] ?? '') || !spans.has(words[at + 1] ?? '') || words[at + 2] === 'ago') return false;
  return before === PERCENT || reductions.has(before) || (isCurrency(before) && !words.includes(PERCENT));
}
