import { z } from 'zod';
import { defaultPolicy } from '../domain/policy.ts';
import { staffRoles } from '../domain/staff.ts';
import { type TaskKind, taskKinds } from '../domain/task.ts';

const defaults = defaultPolicy.people;
const minutes = z.int().min(1).max(525_600);
const amounts = z.record(z.string().regex(/^[a-z]{3}$/), z.int().min(0)).describe('Minor units by currency');

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Must be a time such as 09:00.');
const workingDay = z
  .tuple([timeOfDay, timeOfDay])
  .refine(([from, to]) => from < to, 'Must end after it begins, on the same day.')
  .readonly();

const hours = z
  .partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), workingDay)
  .refine((week) => Object.keys(week).length > 0, 'Must hold a day.')
  .describe(
    'From and to of each weekday that is worked, in the tenant’s time zone; without it all hours count',
  );

const terms = z
  .strictObject({
    priority: z.enum(['urgent', 'high', 'normal']),
    role: z.enum(staffRoles),
    dueMinutes: minutes.describe('Of business hours: it moves to the second queue then'),
    remindMinutes: minutes.describe('How long before it is due'),
    expireMinutes: minutes.exactOptional().describe('What was asked for is not done then'),
  })
  .partial();

/** Who decides what, and by when. */
export const peoplePolicy = z.strictObject({
  hours: hours.exactOptional(),
  terms: z
    .partialRecord(z.enum(taskKinds), terms)
    .default({})
    .transform((own) => ({ ...defaults.terms, ...merged(own) })),
  limits: z
    .partialRecord(z.enum(staffRoles), amounts)
    .default(defaults.limits)
    .describe('What a role may approve alone; a role or currency that is absent has no limit'),
  secondAbove: amounts
    .default(defaults.secondAbove)
    .describe('Above it two different people have to approve'),
  claimSeconds: z.int().min(10).max(86_400).default(defaults.claimSeconds),
});

type OwnTerms = z.infer<typeof terms>;

function merged(own: Partial<Record<TaskKind, OwnTerms>>) {
  const kinds = Object.keys(own) as TaskKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, { ...defaults.terms[kind], ...own[kind] }]));
}
