import { z } from 'zod';
import { type Notification, type NotificationType, notificationTypes } from '../domain/notification.ts';
import { taskKinds, taskQueues } from '../domain/task.ts';
import { moneyShown } from './money.ts';
import { secret } from './secret.ts';

/** A tenant's own systems, as its settings name them. */
export const notificationSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .refine((text) => !/^\w+:[\\/]*[^\\/?#]*@/.test(text), 'Must hold no user name and no password.')
    .describe('https on port 443 or 8443, at a public address'),
  secret: secret(
    z.string().regex(/^whsec_([A-Za-z0-9+/]{4}){8,22}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  ).describe('Signs what is sent: whsec_ and 24 to 64 bytes in base64'),
  types: z.array(z.enum(notificationTypes)).min(1).exactOptional().describe('Without it all are sent'),
  loopback: z
    .boolean()
    .exactOptional()
    .describe('Also a receiver on this machine, by http and on any port: for tests, never with a live key'),
});

/** What is wrong with where a receiver is, for a tenant of that Stripe key; without one the sandbox serves it. */
export function misplacedReceiver(
  { url, loopback }: z.infer<typeof notificationSettings>,
  secretKey: string | undefined,
): { path: string[]; message: string } | undefined {
  if (loopback && secretKey?.includes('_live_'))
    return { path: ['loopback'], message: 'Is never for a live key.' };
  if (!url.startsWith('https:') && !loopback && secretKey !== undefined)
    return { path: ['url'], message: 'Must be https.' };
  return undefined;
}

const ended = z.object({
  intentId: z.string(),
  reference: z.string().describe('What the caller was given to say back'),
  intent: z.string(),
  outcome: z.string(),
  payment: z.string().exactOptional(),
  refund: z.string().exactOptional(),
  offer: z.string().exactOptional().describe('Of a discount: its id in the policy'),
  reason: z.string().exactOptional().describe('Why the call is handed over'),
});
const ofPayment = z.object({
  payment: z.string().describe('pi_… or ch_…'),
  amount: moneyShown,
  failure: z.string().exactOptional().describe('Why it failed, in our own words’ code'),
});
const ofRefund = z.object({
  refund: z.string(),
  payment: z.string(),
  amount: moneyShown,
  state: z.string(),
  reference: z.string().exactOptional(),
  intentId: z.string().exactOptional(),
  bankReference: z.string().exactOptional(),
});
const ofDiscount = z.object({
  intentId: z.string(),
  reference: z.string(),
  intent: z.string(),
  offer: z.string().describe('Its id in the policy; the code itself is told to nobody but the customer'),
  percent: z.number().exactOptional(),
  amount: moneyShown.exactOptional(),
});
const ofDispute = z.object({
  dispute: z.string(),
  payment: z.string(),
  amount: moneyShown,
  stage: z.enum(['inquiry', 'chargeback']),
  reason: z.string().describe('Stripe’s code for what the bank gives as its reason'),
  reference: z.string(),
  dueBy: z.iso.datetime().exactOptional().describe('Until when evidence is taken'),
  outcome: z.enum(['won', 'lost', 'closed']).exactOptional().describe('Once it has ended'),
});
const ofTask = z.object({
  task: z.string().describe('Its id at the API and in the console'),
  kind: z.enum(taskKinds),
  reason: z.string().describe('Why a person is asked: a code'),
  reference: z.string(),
  priority: z.enum(['urgent', 'high', 'normal']),
  queue: z.enum(taskQueues),
  dueAt: z.iso.datetime(),
  payment: z.string().exactOptional(),
  amount: moneyShown.exactOptional(),
});

const one = <T extends NotificationType, D extends z.ZodType>(type: T, data: D, says: string) =>
  z
    .object({
      id: z.string().describe('The same for the same news, however often it is told; also in `webhook-id`'),
      type: z.literal(type),
      timestamp: z.iso.datetime().describe('When it came to be'),
      data,
    })
    .describe(says);

/** What a tenant's own systems are told, by its type. Never who a caller is, nor what they said. */
export const notifications = {
  'intent.completed': one(
    'intent.completed',
    ended,
    'What a caller asked for is done, or truthfully answered',
  ),
  'intent.escalated': one('intent.escalated', ended, 'A person took over outside of the intent'),
  'payment.succeeded': one(
    'payment.succeeded',
    ofPayment,
    'A payment that a caller asked about went through',
  ),
  'payment.failed': one('payment.failed', ofPayment, 'A payment that a caller asked about failed'),
  'refund.issued': one('refund.issued', ofRefund, 'A refund is made; it may still fail'),
  'refund.settled': one(
    'refund.settled',
    ofRefund,
    'A refund is settled as far as can be told: its bank reference is there, it was issued after it was pending, or no more came of it in 45 days',
  ),
  'refund.failed': one('refund.failed', ofRefund, 'A refund failed or was canceled, perhaps after days'),
  'discount.issued': one('discount.issued', ofDiscount, 'A caller was given a discount'),
  'dispute.opened': one('dispute.opened', ofDispute, 'A bank disputes a payment, or asks about it'),
  'dispute.closed': one('dispute.closed', ofDispute, 'A dispute was won or lost, or an inquiry is closed'),
  'task.opened': one('task.opened', ofTask, 'A decision waits that only a person may take'),
  'task.due_soon': one('task.due_soon', ofTask, 'It is due soon, and still open'),
  'task.overdue': one('task.overdue', ofTask, 'Nobody has taken it in time: it waits in the second queue'),
} satisfies { [T in NotificationType]: z.ZodType<Notification<T>> };
