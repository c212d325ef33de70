import { z } from 'zod';
import { disputeOutcomes } from '../domain/payment.ts';
import { cutCardNumbers } from '../domain/redaction.ts';
import { staffRoles } from '../domain/staff.ts';
import { taskKinds, taskQueues, taskVerdicts } from '../domain/task.ts';
import { money, moneyShown } from './money.ts';

const moment = z.string().describe('RFC 3339');

export const staff = z.object({ id: z.string(), name: z.string(), role: z.enum(staffRoles) });

const claimShown = z.object({ by: staff, since: moment, until: moment.describe('It runs out then') });

/** One task in the queue. */
export const taskRow = z
  .object({
    id: z.string().describe('Opaque, URL-safe'),
    tenant: z.string(),
    kind: z.enum(taskKinds),
    reason: z.string().describe('Why a person is asked: a code'),
    summary: z.string(),
    reference: z.string().describe('What the caller was given to say back'),
    amount: moneyShown.exactOptional(),
    version: z.int().describe('Counts up when what is shown changes'),
    changes: z
      .int()
      .describe(
        'Counts up with everything that happens to it since `openedAt`: it may be opened again under its id',
      ),
    openedAt: moment,
    dueAt: moment,
    expiresAt: moment.exactOptional(),
    priority: z.enum(['urgent', 'high', 'normal']),
    queue: z.enum(taskQueues),
    claim: claimShown.exactOptional(),
    needed: z.union([z.literal(1), z.literal(2)]).describe('How many people have to approve'),
    votes: z.int().describe('How many have'),
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof taskRow>;

/** How a task was settled. */
export const taskSettled = z.object({
  at: moment,
  verdict: z.string(),
  by: staff.exactOptional().describe('Absent where it was withdrawn or ran out'),
});

const refundShown = z.object({
  refund: z.string(),
  amount: moneyShown,
  created: z.int().describe('Seconds since 1970'),
  state: z.string(),
  reference: z.string().exactOptional(),
});

const paymentShown = z.object({
  payment: z.string(),
  amount: moneyShown,
  refunded: z.int().describe('Minor units'),
  created: z.int().describe('Seconds since 1970'),
  state: z.string(),
  disputed: z.boolean(),
  disputes: z.array(
    z.object({ dispute: z.string(), refundable: z.boolean(), outcome: z.enum(disputeOutcomes) }),
  ),
  refunds: z.array(refundShown),
  card: z.object({ brand: z.string(), last4: z.string() }).exactOptional(),
  statementDescriptor: z.string().exactOptional(),
  failure: z.string().exactOptional(),
});

const disputeShown = z.object({
  dispute: z.string(),
  stage: z.enum(['inquiry', 'chargeback']),
  status: z.string(),
  reason: z.string(),
  amount: moneyShown,
  dueBy: moment.exactOptional(),
  evidence: z.record(z.string(), z.string()).exactOptional(),
  submitted: z.boolean(),
});

export const taskEvent = z.object({
  at: moment,
  what: z.string().describe('opened, claimed, noted, decided …'),
  by: staff.exactOptional(),
  text: z.string().exactOptional(),
  amount: moneyShown.exactOptional(),
});

/** Another intent of the same customer. */
export const earlierIntent = z.object({
  reference: z.string(),
  intent: z.string(),
  startedAt: moment,
  outcome: z.string().exactOptional().describe('Absent while it is open'),
  call: z.enum(['same', 'another']),
});

/** All that the decision needs, on one screen. */
export const taskShown = taskRow
  .extend({
    said: z.string().exactOptional().describe('The caller’s words'),
    payment: z.string().exactOptional(),
    whole: z.boolean().exactOptional().describe('Only the whole amount can be approved'),
    amountIn: z.string().exactOptional().describe('The currency of the amount that an approval has to name'),
    verdicts: z.array(z.enum(taskVerdicts)),
    role: z.enum(staffRoles).describe('The least role that may decide'),
    about: z.object({
      customer: z.object({ id: z.string(), name: z.string().exactOptional() }).exactOptional(),
      payment: paymentShown.exactOptional(),
      caller: z
        .object({ level: z.enum(['matched', 'verified', 'authenticated']), how: z.array(z.string()) })
        .exactOptional(),
      rule: z.string().exactOptional().describe('The limit that asks for a person, and what was measured'),
      dispute: disputeShown.exactOptional(),
      effect: z.string().exactOptional().describe('What a yes will do'),
    }),
    approvals: z.array(
      z.object({ by: staff, at: moment, reason: z.string(), amount: moneyShown.exactOptional() }),
    ),
    events: z.array(taskEvent),
    /** The call: what was said to the caller, the latest last. */
    conversation: z.array(z.object({ at: moment, turn: z.int(), say: z.string() })),
    earlier: z.array(earlierIntent).describe('Other intents of the same customer, the latest first'),
    /** Whether the one who asks may decide on it, and if not, why. */
    mayDecide: z.union([z.literal('yes'), z.enum(['role', 'limit', 'same_person'])]),
    /** Of the one who asks: what they may approve alone, minor units of the task's currency. */
    limit: z.int().exactOptional(),
    secondAbove: z
      .int()
      .exactOptional()
      .describe(
        'An amount above it takes two people: minor units of the task’s currency; absent: one suffices',
      ),
    temporalUi: z.string().exactOptional().describe('Its Workflow in the Temporal UI'),
    done: taskSettled.exactOptional().describe('Where it is settled already'),
  })
  .meta({ id: 'Task' });
export type TaskShown = z.infer<typeof taskShown>;

/** `GET /v1/tasks` */
export const tasksRequest = z.strictObject({
  status: z.enum(['open', 'due_soon', 'overdue']).default('open'),
  kind: z.enum(taskKinds).exactOptional(),
  queue: z.enum(taskQueues).exactOptional(),
  assignee: z
    .string()
    .min(1)
    .max(255)
    .exactOptional()
    .describe('A member’s id, `me`, or `none` for what nobody has claimed'),
  q: z.string().max(100).exactOptional().describe('Part of a reference, of a payment’s id or of the summary'),
  sort: z.enum(['due', 'opened', 'amount']).default('due'),
  cursor: z.string().max(500).exactOptional(),
});
export type TasksRequest = z.infer<typeof tasksRequest>;

export const taskPage = z
  .object({
    tasks: z.array(taskRow).describe('Fifty at most'),
    next: z.string().exactOptional().describe('The cursor of the next page'),
    counts: z
      .object({
        all: z.int(),
        mine: z.int(),
        unassigned: z.int(),
        dueSoon: z.int(),
        overdue: z.int(),
        matching: z.int().describe('Those that this filter shows, on all pages'),
      })
      .describe('Of all open tasks that the one who asks may see'),
    now: moment.describe('The server’s clock'),
  })
  .meta({ id: 'TaskPage' });
export type TaskPage = z.infer<typeof taskPage>;

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((said) => said.trim() !== '', 'Must hold more than spaces.')
    .transform((said) => cutCardNumbers(said).trim());

/** `POST /v1/tasks/{taskId}/claim`: also renews a claim. Like release and notes it answers the `TaskRow` as it is then. */
export const claimRequest = z.strictObject({
  takeOver: text(500).exactOptional().describe('Why it is taken from the one who holds it'),
  for: z.string().min(1).max(255).exactOptional().describe('The id of another member of staff'),
});

/** `POST /v1/tasks/{taskId}/release` */
export const releaseRequest = z.strictObject({
  queue: z.enum(taskQueues).exactOptional().describe('Hands it to that queue'),
  reason: text(500).exactOptional(),
});

/** `POST /v1/tasks/{taskId}/notes` */
export const noteRequest = z.strictObject({ text: text(2_000) });

/** `POST /v1/tasks/{taskId}/decision` */
export const decisionRequest = z.strictObject({
  verdict: z.enum(taskVerdicts),
  version: z.int().min(1).describe('Of the task that was shown'),
  amount: money
    .exactOptional()
    .describe(
      'Approves or refunds less than was asked for, or what is granted; another verdict is of all of it',
    ),
  reason: text(500).describe('For `contact`: what is written to the caller'),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;

export const decisionTaken = z
  .object({ state: z.enum(['decided', 'one_of_two', 'asked_caller']), task: taskRow })
  .meta({ id: 'DecisionTaken' });
export type DecisionTaken = z.infer<typeof decisionTaken>;

/** `POST /v1/tasks/{taskId}/presence`: a hint to others, never a lock; gone 30 s after the last one. */
export const presenceRequest = z.strictObject({ doing: z.enum(['reading', 'writing', 'left']) });

/** What `GET /v1/tasks/stream` sends, each as JSON in an event of that name. Ids and counts, no customer data. */
export const streamEvents = {
  /** The server's clock, at the start and with each comment. */
  hello: z.object({ now: moment, opened: z.boolean() }),
  /** A task is new or has changed: look again. */
  task: z.object({ id: z.string(), changes: z.int(), isNew: z.boolean() }),
  /** A task is settled. */
  done: z.object({ id: z.string() }),
  presence: z.object({
    id: z.string(),
    who: z.array(z.object({ id: z.string(), name: z.string(), doing: z.enum(['reading', 'writing']) })),
  }),
  /** What was missed is not known: fetch all that is shown again. */
  reset: z.object({}),
};

/** `GET /v1/staff`: those who have signed in lately, to hand a task to. */
export const staffList = z.object({ staff: z.array(staff) }).meta({ id: 'StaffList' });

/** `GET /console/session`; a POST there keeps them signed in and answers the same. */
export const session = z
  .object({
    staff,
    tenants: z.array(z.string()).describe('Whose tasks they see; `*` for all'),
    csrf: z.string().describe('Goes with each POST, as X-CSRF-Token'),
    expiresAt: moment.describe('They are asked to sign in again then'),
    temporalUi: z.string().exactOptional(),
    notForProduction: z.boolean().describe('Signed in at the embedded identity provider'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

/** A notification that has not arrived. */
export const noticeShown = z
  .object({
    tenant: z.string(),
    id: z.string(),
    type: z.string(),
    timestamp: moment,
    about: z.string().describe('The id of what it tells of'),
    state: z.enum(['trying', 'given_up', 'delivered']),
    why: z.string().exactOptional(),
    tries: z.int().exactOptional(),
  })
  .meta({ id: 'Notice' });

/** `GET /v1/notices`; `POST /v1/notices/{tenant}/{id}/send` answers one of them. */
export const noticeList = z.object({ notices: z.array(noticeShown) }).meta({ id: 'NoticeList' });
