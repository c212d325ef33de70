import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import type { Problem } from '../../src/contracts/problem.ts';
import type { Reply } from '../../src/contracts/reply.ts';
import { identityOf } from '../../src/platform/identity.ts';
import { pay } from '../sandbox/sandbox.ts';
import { type Payer, payer } from '../support/people.ts';
import { testKeys, useTeller } from '../support/teller.ts';

const teller = useTeller({ tenants: { demo: {}, other: {} } });

/** Somebody who was verified in a call, with the token that they got. */
async function verified(call = teller.call()) {
  const who = await payer(teller);
  const begun = await teller.agent().begin(call, {
    intent: 'payment_confirmation',
    caller: { email: who.email },
    details: who.identity,
  });
  expect(begun).toMatchObject({ outcome: 'completed', callerToken: expect.any(String) });
  return { who, call, token: begun.callerToken ?? '' };
}

/** The next intent of a call. */
function next(
  call: string,
  callerToken: string,
  { email }: { email?: string } = {},
  name = 'demo',
): Promise<Reply> {
  const caller = { ...(email !== undefined && { email }) };
  return teller.agent(name).begin(call, { intent: 'refund', caller, callerToken });
}

/** Signed with a tenant's own key, with what a token of ours says changed. */
async function forged(
  token: string,
  changed: object,
  { until = '5m', by = 'demo' }: { until?: string; by?: string } = {},
): Promise<string> {
  const claims = { ...decodeJwt(token), ...changed };
  const forging = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' });
  if (!('exp' in changed)) forging.setExpirationTime(until);
  return forging.sign(testKeys(teller.tenant(by).id).callerToken);
}

/** What a token says of somebody who proved to be them. */
const naming = ({ customer, payment }: Payer) => ({ customers: [customer], payments: [payment.id] });

const asksForIdentity = { status: 'asking', expects: { kind: 'identity' }, facts: {} };
/** What whoever was let in by a token hears. */
const isKnown = { status: 'asking', expects: { kind: 'confirmation' } };

describe('a caller who was verified in this call', () => {
  test.each([
    ['with their contact', ({ email }: Payer) => ({ email })],
    ['without one', () => ({})],
  ])('is not asked again for the next intent, %s', async (_, caller) => {
    const { who, call, token } = await verified();
    const reply = await next(call, token, caller(who));
    expect(reply).toMatchObject({
      turn: 1,
      expects: { kind: 'confirmation', about: { action: 'refund', amount: { value: 4250 } } },
      facts: { payment: { payment: who.payment.id } },
    });
    expect(await teller.agent().answer(reply, { confirm: true })).toMatchObject({ outcome: 'completed' });
  });

  test('is offered the payment that proved it, though there are others', async () => {
    const { who, call, token } = await verified();
    await pay(teller.stripe(), { customer: who.customer, amount: 9_900 });
    const { facts } = await next(call, token);
    expect(facts).toMatchObject({ payment: { payment: who.payment.id } });
  });

  test('gets a token with every reply from then on, which holds as well', async () => {
    const { call, token } = await verified();
    const second = await next(call, token);
    const done = await teller.agent().answer(second, { confirm: false });
    expect(done.callerToken).toEqual(expect.any(String));
    expect(await next(call, done.callerToken ?? '')).toMatchObject({ expects: { kind: 'confirmation' } });
  });

  test('is not asked again as a guest either', async () => {
    const email = `${randomUUID()}@example.com`;
    const billing_details = { email, address: { postal_code: '94107' } };
    const payment = await teller.stripe().paymentIntents.create({
      ...{ amount: 33_07, currency: 'usd', confirm: true },
      payment_method_data: { type: 'card', card: { token: 'tok_visa' }, billing_details } as never,
    });
    const call = teller.call();
    const day = new Date(payment.created * 1_000).toISOString().slice(0, 10);
    const details = { last4: '4242', amount: '33.07', date: day, postalCode: '94107' };
    const start = { intent: 'payment_confirmation', caller: { email }, details };
    const { callerToken = '' } = await teller.agent().begin(call, start);
    expect(await next(call, callerToken, { email })).toMatchObject({
      facts: { payment: { payment: payment.id } },
    });
    const others = { email: `${randomUUID()}@example.com` };
    expect(await next(call, callerToken, others)).toMatchObject(asksForIdentity);
  });
});

// Each says the contact of whom it names: who was let in by it would be asked for a yes at once.
describe('a token is refused, and the caller asked as ever,', () => {
  test('in another call', async () => {
    const { who, token } = await verified();
    expect(await next(teller.call(), token, who)).toMatchObject(asksForIdentity);
  });

  test('for another tenant, whether it signs alike or is named', async () => {
    const { call, token } = await verified();
    const theirs = await payer(teller, {}, 'other');
    const { id: aud } = teller.tenant('other');
    const claims = { ...naming(theirs), call: identityOf(testKeys, aud).call(call) };
    const at = async (changed: object, by: string) =>
      next(call, await forged(token, { ...claims, ...changed }, { by }), theirs, 'other');
    expect(await at({ aud }, 'other')).toMatchObject(isKnown);
    expect(await at({}, 'other')).toMatchObject(asksForIdentity);
    expect(await at({ aud }, 'demo')).toMatchObject(asksForIdentity);
  });

  test('where the call now speaks of another customer', async () => {
    const { call, token } = await verified();
    const other = await payer(teller);
    expect(await next(call, token, other)).toMatchObject(asksForIdentity);
  });

  test('after its time, and without one', async () => {
    const { who, call, token } = await verified();
    expect(await next(call, await forged(token, {}), who)).toMatchObject(isKnown);
    const over = await forged(token, {}, { until: '-1s' });
    expect(await next(call, over, who)).toMatchObject(asksForIdentity);
    const endless = await forged(token, { exp: undefined });
    expect(await next(call, endless, who)).toMatchObject(asksForIdentity);
  });

  test('where it was changed, or signed by nobody', async () => {
    const { call, token } = await verified();
    const other = await payer(teller);
    const [head = '', , signature = ''] = token.split('.');
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = encoded({ ...decodeJwt(token), ...naming(other) });
    const unsigned = `${encoded({ alg: 'none' })}.${claims}.x`;
    expect(await next(call, await forged(token, naming(other)), other)).toMatchObject(isKnown);
    for (const changed of [`${head}.${claims}.${signature}`, unsigned])
      expect(await next(call, changed, other)).toMatchObject(asksForIdentity);
  });
});

test('a token lives a quarter of an hour, and no hour after its proof', async () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const began = now();
  const { call, token } = await verified();
  const { exp = 0 } = decodeJwt(token);
  expect(exp).toBeGreaterThanOrEqual(began + 15 * 60);
  expect(exp).toBeLessThanOrEqual(now() + 16 * 60);
  const since = now() - 59 * 60;
  const late = await next(call, await forged(token, { since }));
  expect(decodeJwt(late.callerToken ?? '').exp).toBe(since + 60 * 60);
});

test('what is no token is the agent’s mistake, told by its field', async () => {
  const start = { intent: 'refund', caller: { email: 'ann@example.com' }, callerToken: 'verified: yes' };
  const { status, body } = await teller
    .agent()
    .send<Problem>('POST', `/v1/calls/${teller.call()}/intents`, start);
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: '/callerToken' }]);
});

test('the same start with a token minted since is the same request', async () => {
  const { call, token } = await verified();
  const key = randomUUID();
  const start = { intent: 'refund', caller: {} };
  const agent = teller.agent();
  const first = await agent.start(call, { ...start, callerToken: token }, { key });
  const again = await agent.start(call, { ...start, callerToken: await forged(token, {}) }, { key });
  expect(again.status).toBe(200);
  expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  const { callerToken: _, ...same } = first.body;
  expect(again.body).toMatchObject(same);
});

test('nothing of who is proven leaves the API but the token: in replies, in what is looked at, in problems', async () => {
  const { call, token } = await verified();
  const agent = teller.agent();
  const asked = await next(call, token);
  const looked = (await agent.look(asked.intentId)).body;
  const { body: conflict } = await agent.send<Problem>('POST', `/v1/intents/${asked.intentId}/turns`, {
    turn: 7,
    answer: { confirm: true },
  });
  for (const reply of [asked, looked, conflict.latest]) {
    expect(reply?.callerToken).toEqual(expect.any(String));
    expect(reply).not.toHaveProperty('proven');
  }
});
