import type { DiscountDecision, DiscountRecord } from '../domain/discount.ts';
import { codeFrom } from '../domain/ids.ts';
import type { WriteOutcome } from '../domain/lane.ts';
import { createDiscount, discountsNamed, discountsOf, listDiscounts } from '../stripe/discounts.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** Where codes are found, and under which names they are made. */
export function codesIn({ stripe, hash }: Pick<World, 'stripe' | 'hash'>) {
  const couponOf = (tenant: string, decision: string) => `tellerline-${hash(tenant, 'coupon', decision)}`;
  return {
    couponOf,
    /** The same however often it is asked for. */
    codeOf: (tenant: string, decision: string) =>
      codeFrom(Buffer.from(hash(tenant, 'promotion', decision), 'base64url')),
    /** All codes of the decisions' customers; a guest's decision has its own at most. */
    async codesFor(tenant: string, decisions: readonly DiscountDecision[]): Promise<DiscountRecord[]> {
      const { reads } = stripe(tenant);
      const customers = new Set(decisions.flatMap(({ customer }) => customer ?? []));
      const guests = decisions.filter(({ customer }) => customer === undefined);
      const found = await Promise.all([
        ...[...customers].map((customer) => listDiscounts(reads, customer)),
        ...guests.map(({ id }) => discountsOf(reads, couponOf(tenant, id))),
      ]);
      return found.flat();
    },
  };
}

export function discountActivities(world: Pick<World, 'stripe' | 'hash'>) {
  const { couponOf, codeOf, codesFor } = codesIn(world);
  return {
    /** Makes a code once. What it came to is a value; only the engine's own troubles are exceptions. */
    async createDiscount(of: {
      tenant: string;
      decision: DiscountDecision;
      generation: number;
    }): Promise<WriteOutcome<'discount'>> {
      const { tenant, decision, generation } = of;
      const names = { coupon: couponOf(tenant, decision.id), code: codeOf(tenant, decision.id) };
      return beating(() => createDiscount(world.stripe(tenant), { decision, generation, ...names }));
    },

    /** Every code of customers that the caller has proved to be, and those of these names; used and expired ones too. */
    async readCodes(of: {
      tenant: string;
      customers: readonly string[];
      names?: readonly string[];
    }): Promise<DiscountRecord[]> {
      const { reads } = world.stripe(of.tenant);
      return reading(async () => {
        const found = await Promise.all([
          ...of.customers.map((customer) => listDiscounts(reads, customer)),
          ...(of.names ?? []).map((name) => discountsNamed(reads, name)),
        ]);
        return found.flat();
      });
    },

    /** Every code of a decision's customer, for a write whose outcome is unknown. */
    async listDiscounts(of: { tenant: string; decision: DiscountDecision }): Promise<DiscountRecord[]> {
      return reading(() => codesFor(of.tenant, [of.decision]));
    },
  };
}
