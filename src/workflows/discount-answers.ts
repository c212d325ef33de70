import type { Facts } from '../contracts/reply.ts';
import type {
  DiscountDecision,
  DiscountRecord,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../domain/discount.ts';
import { termsOf } from '../domain/discount.ts';
import { type ContactOnFile, isWritten } from '../domain/message.ts';
import type { DiscountOffer } from '../domain/policy.ts';
import { dayOf } from '../domain/time.ts';
import { promiseSummary } from './people/task-lines.ts';
import { quickReads } from './proxies.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import type { Stage } from './stage/index.ts';
import type { Settled } from './stage/settling.ts';

type Shown = NonNullable<Facts['discount']['discount']>;

/** Who was promised what. */
interface About {
  readonly customer?: string;
  readonly currency: string;
  readonly promise: string;
}

/** What the discount script says, with the facts behind it. */
export function answersFor(stage: Stage<'discount'>, { customer, currency, promise }: About) {
  const { start, words } = stage;
  const speak = words.discount;
  const lastDay = ({ expires }: Pick<DiscountRecord, 'expires'>) => dayOf(expires, start.timeZone);
  const spoken = (made: DiscountRecord) => ({ terms: made.terms, code: made.code, day: lastDay(made) });
  const inWriting = (made: DiscountRecord) => ({
    subject: speak.subject(),
    text: speak.message(spoken(made)),
  });
  const shown = (of: Pick<DiscountRecord, 'terms' | 'expires'>, state: Shown['state']): Shown => {
    return { ...termsShown(of.terms), expiresOn: lastDay(of), state };
  };

  function already(made: DiscountRecord): Ending<'discount'> {
    if (made.state === 'unknown')
      return {
        outcome: 'completed',
        say: speak.alreadyBeingConfirmed(made.terms),
        facts: { discount: shown(made, 'being_confirmed'), reason: 'being_confirmed' },
      };
    const facts = { discount: { ...shown(made, 'already'), code: made.code } };
    const message = { text: inWriting(made) };
    return { outcome: 'completed', say: speak.already(spoken(made)), facts, message };
  }

  async function issued(made: DiscountRecord): Promise<Ending<'discount'>> {
    const onFile = await contactOnFile();
    const sending = onFile?.masked.channel;
    const facts = {
      discount: { ...shown(made, 'issued'), code: made.code, ...(sending && { sending }) },
    };
    const message = {
      text: inWriting(made),
      ...(onFile && { contact: onFile.contact, always: true as const }),
    };
    const say = speak.issued(spoken(made), sending);
    return { outcome: 'completed', say, facts, made: { discount: made.terms }, message };
  }

  /** Where it is written to as well. Undefined where there is none, by policy it is not, or nobody can tell in time. */
  async function contactOnFile(): Promise<ContactOnFile | undefined> {
    if (customer === undefined || !isWritten('outcomes', start.policy.messages)) return undefined;
    const contacts = quickReads.readContacts({ tenant: start.tenant, customer });
    const [contact] = await contacts.catch(() => [] as Awaited<typeof contacts>);
    return contact;
  }

  function refused(reason: DiscountRefusal): Ending<'discount'> {
    const isPersons = reason === 'refused_by_support' || reason === 'expired';
    return {
      outcome: 'declined',
      say: speak.refused(reason),
      facts: { reason },
      ...(!isPersons && { handoff: handOff(start, reason) }),
    };
  }

  return {
    already,
    refused,
    /** What the lane answered, but for what a person has to decide. */
    async ended(
      settlement: Exclude<Settled<'discount'>, { kind: 'ask_support' }>,
    ): Promise<Ending<'discount'>> {
      switch (settlement.kind) {
        case 'done':
          return issued(settlement.made);
        case 'already':
          return already(settlement.made);
        case 'refused':
          return refused(settlement.reason);
      }
    },
    making: () => speak.making(),
    beingConfirmed: (decision: DiscountDecision) => ({
      say: speak.beingConfirmed(decision.terms),
      facts: { discount: shown(decision, 'being_confirmed'), reason: 'being_confirmed' },
    }),
    /** A person's task, and what the caller hears meanwhile. */
    toDecide: (task: string, reason: DiscountSupportReason, offer: DiscountOffer | undefined) => ({
      task,
      kind: 'approve_discount' as const,
      reason,
      summary: promiseSummary(offer && termsOf(offer), customer),
      said: promise,
      amountIn: currency,
      say: speak.withSupport(reason),
      facts: { reason },
    }),
  };
}

/** An offer as an option that a caller can choose. */
export function offerShown({ words }: Stage<'discount'>, offer: DiscountOffer) {
  const terms = termsOf(offer);
  return { id: offer.id, say: words.discount.option(terms), facts: termsShown(terms) };
}

/** What a code takes off, and within which limits, as an answer's facts show it. */
export function termsShown(terms: DiscountTerms) {
  const { offer, duration, minimum } = terms;
  const limits = { offer, duration, ...(minimum && { minimum }) };
  return 'percent' in terms ? { ...limits, percent: terms.percent } : { ...limits, amount: terms.amount };
}
