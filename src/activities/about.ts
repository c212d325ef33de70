import type { Payment } from '../domain/payment.ts';
import { readProfile } from '../stripe/customers.ts';
import { readPayment } from '../stripe/payments.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** Whose a task is and what it is about, for the person who decides. */
export interface AboutRead {
  readonly customer?: { readonly id: string; readonly name?: string };
  readonly payment?: Payment;
}

export function aboutActivities({ stripe }: Pick<World, 'stripe'>) {
  return {
    /** A customer's name and a payment as Stripe shows it now; either may not be wanted. */
    async readAbout(of: { tenant: string; customer?: string; payment?: string }): Promise<AboutRead> {
      const { reads } = stripe(of.tenant);
      return reading(async () => {
        const [profile, payment] = await Promise.all([
          of.customer === undefined ? undefined : readProfile(reads, of.customer),
          of.payment === undefined ? undefined : readPayment(reads, of.payment),
        ]);
        const name = profile?.name;
        return {
          ...(of.customer !== undefined && {
            customer: { id: of.customer, ...(name !== undefined && { name }) },
          }),
          ...(payment && { payment }),
        };
      });
    },
  };
}
