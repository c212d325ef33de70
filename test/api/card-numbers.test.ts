import { describe, expect, test } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import type { Reply } from '../../src/contracts/reply.ts';
import { payloadCodec } from '../../src/platform/payload-codec.ts';
import { problemIn } from '../support/agent.ts';
import { startRefund, workflowOf } from '../support/refunds.ts';
import { testKeys, useTeller } from '../support/teller.ts';

const teller = useTeller();

const CARD = '4242424242424242';

/** Everything that Temporal keeps of an intent, decoded as its client decodes it. */
async function kept(reply: Reply): Promise<string> {
  const workflow = workflowOf(teller, reply);
  const { events } = await workflow.fetchHistory();
  const payloads: Payload[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('metadata' in value && 'data' in value) payloads.push(value as Payload);
    else for (const inner of Object.values(value)) visit(inner);
  };
  visit(events);
  const context = { type: 'workflow', namespace: 'default', workflowId: workflow.workflowId } as const;
  const secret = payloads.filter(({ metadata }) => String(metadata?.['encoding']) === 'binary/encrypted');
  const decoded = await payloadCodec(testKeys).decode(secret, context);
  return decoded.map(({ data }) => Buffer.from(data ?? []).toString()).join('\n');
}

describe('a card number', () => {
  test.concurrent.each([
    ['in one piece', '4242424242424242'],
    ['in groups', '4242 4242 4242 4242'],
    ['with dashes', '4242-4242-4242-4242'],
    ['over two lines', '4242 4242\n4242 4242'],
    ['of American Express', '3782 822463 10005'],
  ])('%s is cut out of what was said before it reaches Temporal', async (_, card) => {
    const details = { reason: `Charged on ${card} twice` };
    const { first } = await startRefund(teller, { details });
    const text = await kept(first);
    expect(text).toContain('Charged on [card number removed] twice');
    expect(text.replace(/\D/g, '')).not.toContain(card.replace(/\D/g, ''));
  });

  test.concurrent('in an answer of another kind leaves nothing behind', async () => {
    const { agent, first } = await startRefund(teller);
    const heard = await agent.turn(first.intentId, 1, { text: `It is ${CARD}` });
    expect(problemIn(heard).type).toBe('/problems/wrong-answer-kind');
    expect(await kept(first)).not.toContain(CARD);
  });

  test.concurrent.each<[string, object, string]>([
    ['an email', { caller: { email: `${CARD}@example.com` } }, '/caller/email'],
    ['a phone number', { caller: { phone: '+378282246310005' } }, '/caller/phone'],
    ['last four', { details: { last4: CARD } }, '/details/last4'],
    ['a payment', { details: { payment: `pi_${CARD}` } }, '/details/payment'],
    ['an amount', { details: { amount: CARD } }, '/details/amount'],
    ['a postal code', { details: { postalCode: CARD } }, '/details/postalCode'],
    ['a language', { language: CARD }, '/language'],
  ])('is refused as %s', async (_, body, pointer) => {
    const heard = await teller.agent().start(teller.call(), { intent: 'refund', ...body });
    expect(problemIn(heard)).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] });
    expect(JSON.stringify(heard.body)).not.toContain(CARD);
  });

  test.concurrent.each<[string, object, string]>([
    ['a choice', { choice: CARD }, '/answer/choice'],
    ['a code', { code: CARD }, '/answer/code'],
    ['a contact', { contact: { email: `${CARD}@example.com` } }, '/answer/contact/email'],
    ['last four', { identity: { last4: CARD } }, '/answer/identity/last4'],
    ['an amount', { amount: { value: Number(CARD), currency: 'usd' } }, '/answer/amount/value'],
  ])('is refused as the answer %s', async (_, answer, pointer) => {
    const { agent, first } = await startRefund(teller);
    const heard = await agent.turn(first.intentId, 1, answer);
    expect(problemIn(heard)).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] });
  });

  test.concurrent('is no Workflow’s name where it was a call’s or a key', async () => {
    const { first } = await startRefund(teller, { call: CARD, key: CARD });
    expect(workflowOf(teller, first).workflowId).not.toContain(CARD);
    expect(await kept(first)).not.toContain(CARD);
  });
});
