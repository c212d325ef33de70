import type { Stripe } from 'stripe';
import { clearable, group, type Reader, text } from './params.ts';

const addressShape = {
  city: clearable,
  country: clearable,
  line1: clearable,
  line2: clearable,
  postal_code: clearable,
  state: clearable,
};

/** An address in full, or null where `''` unsets it. */
export const address: Reader<Stripe.Address | null> = (value, name) => {
  if (value === '') return null;
  const given = group(addressShape)(value, name);
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = given;
  return { city, country, line1, line2, postal_code, state };
};

type Shipping = { address?: Stripe.Address; name: string; phone: string | null };

export const shipping: Reader<Shipping | null> = (value, name) => {
  if (value === '') return null;
  const shape = { address, name: text, phone: clearable };
  const given = group(shape, ['name'])(value, name);
  return {
    name: given.name,
    phone: given.phone ?? null,
    ...(given.address && { address: given.address }),
  };
};

/** How to reach the payer, as an event of a payment method carries it. */
export const billingDetails: Reader<Stripe.Charge.BillingDetails> = (value, name) => {
  const shape = { address, email: clearable, name: clearable, phone: clearable, tax_id: clearable };
  const given = group(shape)(value, name);
  const { email = null, name: payer = null, phone = null, tax_id = null } = given;
  return { address: given.address ?? noAddress, email, name: payer, phone, tax_id };
};

const noAddress: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

export const noBillingDetails: Stripe.Charge.BillingDetails = {
  address: noAddress,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};
