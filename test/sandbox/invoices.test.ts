import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { subscribe, subscriber } from './subscribing.ts';

const sandbox = useSandbox();

test('an invoice names its subscription under `parent`, and has none of the fields that Stripe took away', async () => {
  const { stripe } = sandbox.account();
  const { id, latest_invoice, customer } = await subscribe(stripe, { metadata: { a: '1' } });
  const expand = ['parent.subscription_details.subscription', 'lines.data.pricing.price_details.price'];
  const invoice = await stripe.invoices.retrieve(String(latest_invoice));
  expect(invoice).toMatchObject({
    object: 'invoice',
    customer,
    currency: 'usd',
    number: expect.stringMatching(/^[A-Z0-9]{8}-0001$/),
    lines: { data: [{ amount: 2_000, description: '1 × Gold (at $20.00 / month)' }] },
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: id, metadata: { a: '1' } },
    },
  });
  for (const gone of ['subscription', 'payment_intent', 'charge', 'paid', 'payments'])
    expect(invoice).not.toHaveProperty(gone);
  expect(await refusal(stripe.invoices.retrieve(invoice.id, { expand: expand.slice(1) }))).toMatchObject({
    code: 'property_expansion_max_depth',
  });
  expect(await stripe.invoices.retrieve(invoice.id, { expand: expand.slice(0, 1) })).toMatchObject({
    parent: { subscription_details: { subscription: { id } } },
  });
});

test('invoices are listed by customer, subscription and status', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await subscriber(stripe);
  const one = await subscribe(stripe, { customer });
  const other = await subscribe(stripe, { customer });
  await subscribe(stripe);
  await control('POST', `/subscriptions/${other.id}`, { renewal: 'failed' });
  const { latest_invoice: late } = await stripe.subscriptions.retrieve(other.id);
  const ids = async (params: Stripe.InvoiceListParams) =>
    (await stripe.invoices.list(params)).data.map(({ id }) => id);
  expect(await ids({ customer })).toHaveLength(3);
  expect(await ids({ customer, limit: 1 })).toEqual([late]);
  expect(await ids({ subscription: one.id })).toEqual([one.latest_invoice]);
  expect(await ids({ customer, status: 'open' })).toEqual([late]);
  expect(await refusal(stripe.invoices.retrieve('in_none'))).toMatchObject({ statusCode: 404 });
});

test('which invoice a payment was for is found by its payment intent', async () => {
  const { stripe } = sandbox.account();
  const { latest_invoice, customer } = await subscribe(stripe);
  await subscribe(stripe);
  const intents = await stripe.paymentIntents.list({ customer: String(customer) });
  const payment = { type: 'payment_intent', payment_intent: intents.data[0]?.id ?? '' } as const;
  const { data } = await stripe.invoicePayments.list({ payment, expand: ['data.payment.payment_intent'] });
  expect(data).toMatchObject([
    {
      invoice: latest_invoice,
      status: 'paid',
      amount_paid: 2_000,
      payment: { type: 'payment_intent', payment_intent: { amount: 2_000, status: 'succeeded' } },
    },
  ]);
  expect((await stripe.invoicePayments.list({ invoice: String(latest_invoice) })).data).toHaveLength(1);
  expect(await stripe.invoicePayments.retrieve(data[0]?.id ?? '')).toMatchObject({ status: 'paid' });
});
