import { randomUUID } from 'node:crypto';
import express from 'express';
import { SANDBOX_KEY } from '../src/cli/stripe-access.ts';
import { superviseMe } from '../src/cli/supervision/supervised.ts';
import { left } from '../src/domain/payment.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { judgeRefund, type RefundDecision } from '../src/domain/refund.ts';
import { DAY_SECONDS } from '../src/domain/time.ts';
import { proven } from '../src/domain/verification.ts';
import { stripeClients } from '../src/stripe/client.ts';
import { findCustomers } from '../src/stripe/customers.ts';
import { readCustomer, readHistory, readPayment } from '../src/stripe/payments.ts';
import { createRefund } from '../src/stripe/refunds.ts';

// The same refund with nothing durable: the very same Stripe calls with the same parallelism, one handler a turn, and
// the conversation in memory. What a competent engineer writes first, and what ours is measured beside.

interface Conversation {
  readonly email: string;
  decision?: RefundDecision & { readonly customer: string };
}

const [port = '0', sandboxUrl = ''] = process.argv.slice(2);
const { reads, writes } = stripeClients({ secretKey: SANDBOX_KEY, apiBase: sandboxUrl });
const conversations = new Map<string, Conversation>();
const app = express().use(express.json());

const seconds = () => Math.floor(Date.now() / 1_000);

function conversationOf(id: string): Conversation {
  const known = conversations.get(id);
  if (!known) throw new Error('No such call.');
  return known;
}

app.post('/start', (request, response) => {
  const { email } = request.body as { email: string };
  const id = randomUUID();
  conversations.set(id, { email });
  response.json({ id, expects: 'identity' });
});

app.post('/calls/:id/identity', async (request, response) => {
  const { id } = request.params;
  const conversation = conversationOf(id);
  const since = seconds() - defaultPolicy.recentDays * DAY_SECONDS;
  const customers = await findCustomers(reads, { email: conversation.email });
  const all = await Promise.all(customers.map((customer) => readCustomer(reads, customer, since)));
  const payments = all.flatMap((one) => one.payments);
  const history = all.flatMap((one) => one.history);
  const [payment] = proven(payments, request.body as { last4: string }, 'UTC');
  if (payment?.customer === undefined) return void response.json({ done: 'declined' });
  const amount = { value: left(payment), currency: payment.amount.currency };
  const decision = {
    ...{ id, payment: payment.payment, amount, call: id, reference: id },
    ...{ askedAt: seconds(), decidedAt: seconds(), besides: [] },
  };
  const verdict = judgeRefund({ decision, payment, history, policy: defaultPolicy.refund, now: seconds() });
  if (verdict.kind !== 'allow') return void response.json({ done: 'declined' });
  conversation.decision = { ...decision, customer: payment.customer };
  response.json({ expects: 'confirmation', amount });
});

app.post('/calls/:id/yes', async (request, response) => {
  const { decision } = conversationOf(request.params.id);
  if (!decision) throw new Error('Nothing to agree to.');
  const [history, payment] = await Promise.all([
    readHistory(reads, decision.customer),
    readPayment(reads, decision.payment),
  ]);
  const verdict = judgeRefund({ decision, payment, history, policy: defaultPolicy.refund, now: seconds() });
  if (verdict.kind !== 'allow') return void response.json({ done: 'declined' });
  const made = await createRefund(writes, decision, 1);
  response.json({ done: made.kind === 'done' ? 'completed' : 'failed' });
});

const server = app.listen(Number(port), '127.0.0.1', () => {
  console.log(JSON.stringify({ msg: 'ready', service: 'direct' }));
});
superviseMe({ supervised: true }, () => {
  server.closeAllConnections();
  server.close();
});
