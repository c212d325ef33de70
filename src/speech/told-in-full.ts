import type { Became } from '../domain/follow-up.ts';
import type { DiscountWords, SpokenRequest, SubscriptionWords } from './catalogue.ts';

/** How a language says what is told of one request alone. */
interface Words {
  became(request: SpokenRequest): string;
  /** What is told besides; begins with a space. */
  more(became: Became): string;
  readonly subscription: Pick<SubscriptionWords, 'standing'>;
  readonly discount: Pick<DiscountWords, 'already'>;
}

/** What a request came to that is told with how things stand now; of what is still under way that would say nothing. */
const withStanding: ReadonlySet<Became['kind']> = new Set(['done', 'declined', 'stopped', 'taken_over']);

/** All that is told of one request: what became of it, and how what it was about stands now. */
export function toldInFull({ became, more, subscription, discount }: Words) {
  return (request: SpokenRequest): string => {
    const { became: now, subscription: one } = request;
    if (now.kind === 'code' && now.standing === 'unused')
      return discount.already({ terms: now.code.terms, code: now.code.code, day: now.day });
    const stands = one && subscription.standing(one, false);
    if (now.kind === 'answered' && stands !== undefined) return stands;
    const besides = stands !== undefined && withStanding.has(now.kind) ? ` ${stands}` : '';
    return `${became(request)}${more(now)}${besides}`;
  };
}
