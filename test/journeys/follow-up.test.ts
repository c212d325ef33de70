import { describe, expect, test } from '@jest/globals';
import type { Facts, Reply } from '../../src/contracts/reply.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { guest, type Payer, payer, refundsOf } from '../support/people.ts';
import { closed, dayOf, personDecides, startRefund, verifiedRefund, workflowOf } from '../support/refunds.ts';
import { askedToChange, subscriber, subscriptionsOf, verifiedSubscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({
  tenants: { demo: { languages: ['en-US', 'es'] }, away: { policy: { budgetMilliseconds: 2_500 } } },
});
const ARN = '74208301234567890123456';

/** A refund that was asked for, verified and agreed to. */
async function refunded(who: Payer, details: object = {}, tenant?: string): Promise<Reply> {
  const confirm = await verifiedRefund(teller, who, details, { ...(tenant !== undefined && { tenant }) });
  return teller.agent(tenant).answer(confirm, { confirm: true });
}

/** Somebody calls again and proves who they are. */
async function followUp(
  who: Pick<Payer, 'email'> & { identity: object },
  details: object = {},
  more: object = {},
): Promise<Reply> {
  const agent = teller.agent();
  const body = { intent: 'follow_up', caller: { email: who.email }, details, ...more };
  return agent.answer(await agent.begin(teller.call(), body), { identity: who.identity });
}

const requestsIn = ({ facts }: Reply) => (facts as Facts['follow_up']).requests ?? [];

async function becomes(who: Payer, settlement: object): Promise<void> {
  const [refund] = await refundsOf(teller, who);
  await teller.control('POST', `/refunds/${refund?.id}`, settlement);
}

describe('a refund that was asked for in another call is told as Stripe shows it now', () => {
  test.concurrent('issued, by the reference however it was heard, with day and card’s bank', async () => {
    const who = await payer(teller);
    const done = await refunded(who);
    const other = await refunded(await payer(teller));
    for (const reference of [
      done.reference,
      done.reference.toLowerCase(),
      done.reference.replace('-', ' '),
      done.reference.replace('-', ''),
    ]) {
      const told = await followUp(who, { reference });
      expect(told).toMatchObject({ status: 'done', outcome: 'completed' });
      expect(told).not.toHaveProperty('handoff');
      expect(requestsIn(told)).toEqual([
        {
          reference: done.reference,
          intent: 'refund',
          date: new Date().toISOString().slice(0, 10),
          status: 'done',
          outcome: 'completed',
          payment: expect.objectContaining({ payment: who.payment.id, refunded: usd(42_50) }),
          refund: (done.facts as Facts['refund']).refund,
        },
      ]);
      expect(told.say).toMatch(
        /^I have looked it up\. The refund of 42 dollars and 50 cents was issued on .*It should be with your bank by/,
      );
    }
    expect(other.reference).not.toBe(done.reference);
  });

  test.concurrent('issued, by the verified caller alone, with the bank’s reference number', async () => {
    const who = await payer(teller);
    await refunded(who);
    await becomes(who, { reference: ARN });
    const told = await followUp(who);
    expect(told).toMatchObject({
      outcome: 'completed',
      facts: { requests: [{ refund: { bankReference: ARN } }] },
    });
    expect(told.say).toContain('by this reference: 7, 4, 2, 0. 8, 3, 0, 1. ');
  });

  test.concurrent.each([
    ['pending', 'pending', 'is under way, but it is not confirmed yet', undefined],
    ['requires_action', 'action_needed', 'needs one more step from you', undefined],
    ['failed', 'failed', 'did not go through. Let me bring in a colleague.', 'refund_failed'],
    ['canceled', 'failed', 'was canceled, and no money is on its way', 'refund_failed'],
  ])('%s since', async (status, state, words, handoff) => {
    const who = await payer(teller);
    const done = await refunded(who);
    await becomes(who, { status });
    const told = await followUp(who, { reference: done.reference });
    expect(told).toMatchObject({
      outcome: 'completed',
      facts: { requests: [{ status: 'done', outcome: 'completed', refund: { state } }] },
    });
    expect(told.say).toContain(words);
    expect(told.handoff?.reason).toBe(handoff);
  });

  test.concurrent('in Spanish to who speaks it', async () => {
    const who = await payer(teller);
    await refunded(who);
    const told = await followUp(who, {}, { language: 'es-MX' });
    expect(told.say).toMatch(
      /^Lo he consultado\. El reembolso de 42 dólares con 50 centavos fue emitido el /,
    );
  });
});

describe('what was not refunded is told as it stands', () => {
  test.concurrent('a colleague has still to decide', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const held = await refunded(who);
    const told = await followUp(who, { reference: held.reference });
    expect(told).toMatchObject({
      outcome: 'completed',
      facts: { requests: [{ status: 'with_support', reason: 'payment_cap' }] },
    });
    expect(requestsIn(told)[0]).not.toHaveProperty('outcome');
    expect(told.say).toContain('A colleague still has to decide on your request');
    expect(told.say).toContain('because of the amount.');

    await personDecides(teller, held, 'refuse');
    await closed(teller, await teller.agent().afterSupport(held));
    const refused = await followUp(who);
    expect(requestsIn(refused)).toMatchObject([
      { status: 'done', outcome: 'declined', reason: 'refused_by_support' },
    ]);
    expect(refused.say).toContain('was declined, because a colleague decided against it.');
  });

  test.concurrent('the caller said no', async () => {
    const who = await payer(teller);
    await teller.agent().answer(await verifiedRefund(teller, who), { confirm: false });
    const told = await followUp(who);
    expect(requestsIn(told)).toMatchObject([{ status: 'done', outcome: 'abandoned' }]);
    expect(told.say).toContain('was stopped before it was finished, and nothing was changed');
  });

  test.concurrent('it waits for an answer in a call that is still open', async () => {
    const who = await payer(teller);
    const asking = await verifiedRefund(teller, who);
    const told = await followUp(who, { reference: asking.reference });
    expect(requestsIn(told)).toMatchObject([{ reference: asking.reference, status: 'open' }]);
    expect(told.say).toContain('is still open, and waits for your answer');
    await teller.agent().cancel(asking.intentId);
  });

  test.concurrent('it was declined for a refund that was made before', async () => {
    const who = await payer(teller);
    const first = await refunded(who);
    const second = await verifiedRefund(teller, who);
    expect(second).toMatchObject({ outcome: 'declined', facts: { reason: 'already_refunded' } });
    const told = await followUp(who, { reference: second.reference });
    expect(told.say).toMatch(/because there was nothing left to refund\. The refund of .* was issued on/);
    expect(requestsIn(told)[0]?.refund).toEqual((first.facts as Facts['refund']).refund);
  });

  test.concurrent('one that was ended from outside is not told as anything, but passed on', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const held = await refunded(who);
    await workflowOf(teller, held).terminate();
    await closed(teller, held);
    const told = await followUp(who, { reference: held.reference });
    expect(told).toMatchObject({
      outcome: 'completed',
      handoff: { queue: 'support', reason: 'interrupted' },
    });
    expect(requestsIn(told)).toEqual([
      expect.objectContaining({ reference: held.reference, status: 'with_support' }),
    ]);
    expect(requestsIn(told)[0]).not.toHaveProperty('outcome');
    expect(told.say).toContain('I cannot see how your request');
  });

  test.concurrent('one that was ended from outside after its refund was made is told by its mark at Stripe', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const held = await refunded(who);
    await workflowOf(teller, held).terminate();
    await closed(teller, held);
    const metadata = { tellerline_reference: held.reference };
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 5_00, metadata });
    const told = await followUp(who, { reference: held.reference });
    expect(told.say).toContain('The refund of 5 dollars was issued on');
  });
});

test.concurrent('a question about a payment is answered as the payment stands now', async () => {
  const who = await payer(teller);
  const agent = teller.agent();
  const body = { intent: 'payment_confirmation', caller: { email: who.email } };
  await agent.answer(await agent.begin(teller.call(), body), { identity: who.identity });
  await teller.stripe().refunds.create({ payment_intent: who.payment.id });
  const told = await followUp(who);
  expect(told.say).toContain('went through and has since been refunded in full');
  expect(requestsIn(told)).toMatchObject([
    { intent: 'payment_confirmation', status: 'done', payment: { refunded: usd(42_50) } },
  ]);
});

describe('a subscription is told as it stands now, with what was asked of it', () => {
  test.concurrent('a question by how it stands, not as something that was done', async () => {
    const who = await subscriber(teller);
    await verifiedSubscriber(teller, who);
    const told = await followUp(who);
    expect(told.say).toMatch(
      /^I have looked it up\. Your subscription to Gold, at 20 dollars a month, is active\./,
    );
    expect(requestsIn(told)).toMatchObject([
      { intent: 'subscription', subscription: { subscription: who.subscription.id, state: 'active' } },
    ]);
    expect(requestsIn(told)[0]).not.toHaveProperty('change');
  });

  test.concurrent('a cancellation with the day on which it ends, and once it was undone since, that it was', async () => {
    const who = await subscriber(teller);
    const done = await teller.agent().answer(await askedToChange(teller, who, 'cancel'), { confirm: true });
    const { reference } = done;
    const told = await followUp(who, { reference });
    expect(told.say).toMatch(
      /Your request of .* to cancel your subscription was completed\. Your subscription to Gold, .* is active\. It ends on /,
    );
    expect(requestsIn(told)).toMatchObject([
      { change: { action: 'cancel', overtaken: false }, subscription: { endsOn: expect.any(String) } },
    ]);

    await subscriptionsOf(teller).update(who, { cancel_at_period_end: false });
    const undone = await followUp(who, { reference });
    expect(undone.say).toMatch(
      /was completed, but that has changed since\. Your subscription .* It renews on /,
    );
    expect(requestsIn(undone)).toMatchObject([
      { change: { action: 'cancel', overtaken: true }, subscription: { renewsOn: expect.any(String) } },
    ]);
  });

  test.concurrent('a change that was refused with why', async () => {
    const who = await subscriber(teller);
    await teller.control('POST', `/objects/${who.subscription.id}`, { status: 'past_due' });
    const refused = await verifiedSubscriber(teller, who, { details: { action: 'cancel' } });
    expect(refused).toMatchObject({ outcome: 'declined', facts: { reason: 'past_due' } });
    const told = await followUp(who);
    expect(told.say).toContain('was declined, because a payment for the subscription was open. Your sub');
    expect(requestsIn(told)).toMatchObject([{ reason: 'past_due', subscription: { state: 'past_due' } }]);
  });
});

describe('a code is told as it stands now', () => {
  const promised = async (who: Payer): Promise<Reply> => {
    const details = { last4: '4242', amount: who.identity.amount, promise: '10%' };
    const body = { intent: 'discount', caller: { email: who.email }, details };
    return teller.agent().begin(teller.call(), body);
  };

  test.concurrent('not used yet, and said again; then used', async () => {
    const who = await payer(teller);
    const { facts, reference } = await promised(who);
    const { code } = (facts as Facts['discount']).discount ?? {};
    const told = await followUp(who, { reference });
    expect(told.say).toMatch(
      /^I have looked it up\. You have a code that was not used yet\. .* The code is: /,
    );
    expect(requestsIn(told)).toMatchObject([{ discount: { code, percent: 10, state: 'unused' } }]);

    const [made] = (await teller.stripe().promotionCodes.list({ customer: who.customer })).data;
    await teller.control('POST', `/objects/${made?.id}`, { times_redeemed: 1, active: false });
    const used = await followUp(who);
    expect(used.say).toBe('I have looked it up. Your code for 10 percent off your next order was used.');
    expect(requestsIn(used)).toMatchObject([{ discount: { code, state: 'used' } }]);
  });

  test.concurrent('of a guest, by its name', async () => {
    const { email, payment } = await guest(teller);
    const identity = { last4: '4242', amount: usd(33_00), date: dayOf(payment), postalCode: '94107' };
    const agent = teller.agent();
    const begin = async (intent: string, details: object = {}) =>
      agent.begin(teller.call(), { intent, caller: { email }, details: { ...identity, ...details } });
    const held = await begin('discount', { promise: '10 percent' });
    const workflow = workflowOf(teller, held);
    const [task] = await workflow.query(tasks);
    const yes = { task: task?.task, verdict: 'approve', version: 1, reason: 'why not', amount: usd(300) };
    await workflow.signal(decide, yes);
    await closed(teller, await agent.afterSupport(held));
    const told = await begin('follow_up');
    expect(requestsIn(told)).toMatchObject([{ discount: { amount: usd(300), state: 'unused' } }]);
  });
});

describe('several', () => {
  test.concurrent('are told newest first, three at most; the rest is in the facts', async () => {
    const who = await payer(teller);
    const references: string[] = [];
    for (const amount of ['1', '2', '3', '4'])
      references.unshift(
        (await startRefund(teller, { person: who, proven: true, details: { amount } })).first.reference,
      );
    const told = await followUp(who);
    expect(requestsIn(told).map(({ reference }) => reference)).toEqual(references);
    expect(told.say).toMatch(/^I found several\. .* There are earlier ones as well\.$/);
    expect(told.say.match(/Your request of/g)).toHaveLength(3);
    expect(told).not.toHaveProperty('handoff');

    const named = await followUp(who, { reference: references[2] });
    expect(requestsIn(named).map(({ reference }) => reference)).toEqual([references[2]]);
  });
});

describe('nothing of anybody else is told', () => {
  test.concurrent('a reference of somebody else is answered as one that does not exist', async () => {
    const [who, other] = [await payer(teller), await payer(teller)];
    const { reference } = await refunded(other);
    await refunded(who);
    const theirs = await followUp(who, { reference });
    const nobodys = await followUp(who, { reference: 'ZZZ-ZZZ' });
    for (const told of [theirs, nobodys])
      expect(told).toMatchObject({
        outcome: 'completed',
        say: 'I have looked. I cannot find anything of yours under that reference.',
        facts: { requests: [] },
      });
  });

  test.concurrent('a reference alone opens nothing: who is not verified hears what everybody hears', async () => {
    const who = await payer(teller);
    const { reference } = await refunded(who);
    const agent = teller.agent();
    const body = { intent: 'follow_up', caller: { email: who.email }, details: { reference } };
    let reply = await agent.begin(teller.call(), body);
    expect(reply).toMatchObject({ expects: { kind: 'identity' }, facts: {} });
    while (reply.status === 'asking')
      reply = await agent.answer(reply, { identity: { last4: '0000', amount: '1' } });
    expect(reply).toMatchObject({ outcome: 'declined', facts: {}, handoff: { reason: 'not_verified' } });
  });

  test.concurrent('another customer with the same email is somebody else', async () => {
    const who = await payer(teller);
    const { reference } = await refunded(who);
    const stripe = teller.stripe();
    const { id: customer } = await stripe.customers.create({ email: who.email });
    const params = {
      amount: 18_00,
      currency: 'usd',
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
    };
    const payment = await stripe.paymentIntents.create({
      ...params,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const namesake = { ...who, customer, payment, identity: { last4: '4242', amount: usd(18_00) } };
    expect(await followUp(namesake, { reference })).toMatchObject({ facts: { requests: [] } });
  });
});

test.concurrent('who asked for nothing before hears so', async () => {
  const told = await followUp(await payer(teller));
  expect(told).toMatchObject({ outcome: 'completed', facts: { requests: [] } });
  expect(told.say).toBe('I have looked. I cannot find anything that you asked us for before.');
});

test.concurrent('in the same call the caller’s token is enough, and what was just asked is found', async () => {
  const who = await payer(teller);
  const agent = teller.agent();
  const call = teller.call();
  const confirm = await verifiedRefund(teller, who, {}, { call });
  const done = await agent.answer(confirm, { confirm: true });
  const { callerToken } = done;
  const told = await agent.begin(call, { intent: 'follow_up', caller: { email: who.email }, callerToken });
  expect(told).toMatchObject({
    turn: 1,
    outcome: 'completed',
    facts: { requests: [{ reference: done.reference, refund: { state: 'issued' } }] },
  });
});

describe('a guest', () => {
  const identity = { last4: '4242', amount: '33.00', postalCode: '94107' };

  test.concurrent('is told of requests about the payment that they prove, with and without a reference', async () => {
    const { email, payment } = await guest(teller);
    const agent = teller.agent();
    const begin = async (intent: string, details: object = {}) =>
      agent.answer(await agent.begin(teller.call(), { intent, caller: { email }, details }), {
        identity: { ...identity, date: dayOf(payment) },
      });
    const done = await agent.answer(await begin('refund'), { confirm: true });
    for (const details of [{}, { reference: done.reference }])
      expect(await begin('follow_up', details)).toMatchObject({
        outcome: 'completed',
        facts: {
          requests: [
            { reference: done.reference, refund: { state: 'issued' }, payment: { payment: payment.id } },
          ],
        },
      });
    const other = await refunded(await payer(teller));
    expect(await begin('follow_up', { reference: other.reference })).toMatchObject({
      facts: { requests: [] },
    });
  });
});

test.concurrent('while Stripe is away something true is said, and it is told when it is back', async () => {
  const who = await payer(teller, {}, 'away');
  const { reference } = await refunded(who, {}, 'away');
  const agent = teller.agent('away');
  const body = { intent: 'follow_up', caller: { email: who.email }, details: { reference } };
  const asked = await agent.begin(teller.call(), body);
  const fault = { kind: 'reset', path: '/v1', times: 'always' };
  const { id } = await teller.control<{ id: string }>('POST', '/faults', fault, 'away');
  const answered = await agent.heardTurn(asked.intentId, 1, { identity: who.identity });
  expect(answered.body).toMatchObject({ status: 'working', turn: 1 });
  await teller.control('DELETE', `/faults/${id}`, undefined, 'away');
  expect(await agent.settled(answered.body)).toMatchObject({
    outcome: 'completed',
    facts: { requests: [{ reference, refund: { state: 'issued' } }] },
  });
});
