import { z } from 'zod';
import { type Json, json, key, onPosts, parameter, problemsOf, ref } from './openapi-parts.ts';
import type { ProblemName } from './problem.ts';
import {
  claimRequest,
  decisionRequest,
  decisionTaken,
  noteRequest,
  noticeList,
  noticeShown,
  presenceRequest,
  releaseRequest,
  session,
  staffList,
  taskPage,
  taskRow,
  taskShown,
  tasksRequest,
} from './task.ts';

/** What support's requests carry that has a name of its own. */
export const staffSchemas = {
  TaskRow: taskRow,
  TaskPage: taskPage,
  Task: taskShown,
  DecisionTaken: decisionTaken,
  StaffList: staffList,
  Session: session,
  Notice: noticeShown,
  NoticeList: noticeList,
};

const taskId = parameter('taskId', 'path', { type: 'string' }, 'As the queue gave it');
const csrf = parameter('X-CSRF-Token', 'header', { type: 'string' }, 'As `GET /console/session` gave it');

const everywhere: ProblemName[] = ['not-signed-in', 'not-found', 'internal', 'not-heard'];
const onActs: ProblemName[] = [
  ...onPosts,
  'cross-site',
  'not-allowed',
  'task-done',
  'task-claimed',
  'task-changed',
  'idempotency-key-reused',
];

const body = (schema: z.ZodType): Json => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return shape;
};

const answered = (name: keyof typeof staffSchemas, description: string): Json => ({
  '200': { description, content: json(ref(name)) },
});

/** A GET of a member of staff, whose session says what they see. */
function look(operationId: string, summary: string, responses: Json, parameters: Json[] = []): Json {
  return {
    get: {
      operationId,
      summary,
      security: [{ session: [] }],
      parameters,
      responses: { ...responses, ...problemsOf(...everywhere, 'invalid-request') },
    },
  };
}

/** A POST of a member of staff, from a page of ours. */
function act(
  operationId: string,
  summary: string,
  { takes, responses, parameters }: { takes?: z.ZodType; responses: Json; parameters: Json[] },
): Json {
  return {
    post: {
      operationId,
      summary,
      security: [{ session: [] }],
      parameters: [...parameters, csrf],
      ...(takes && { requestBody: { required: true, content: json(body(takes)) } }),
      responses: { ...responses, ...problemsOf(...onActs, ...everywhere) },
    },
  };
}

const onTask = (
  name: string,
  summary: string,
  takes: z.ZodType,
  responses = answered('TaskRow', 'The task as it is then'),
): Json => act(name, summary, { takes, responses, parameters: [taskId, key] });

/** The paths of support's requests. */
export function staffPaths(): Json {
  const filters = Object.entries(body(tasksRequest)['properties'] as Record<string, Json>).map(
    ([name, schema]) => parameter(name, 'query', schema, String(schema['description'] ?? name)),
  );
  const stream = {
    '200': {
      description:
        'Server-Sent Events `hello`, `task`, `done`, `presence` and `reset`, without customers’ data',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
  };
  const after = parameter('after', 'query', { type: 'string' }, 'The id of the last event that was seen');
  return {
    '/v1/tasks': look('listTasks', 'Open tasks, fifty a page', answered('TaskPage', 'A page'), filters),
    '/v1/tasks/stream': look('streamTasks', 'What happens to tasks, as it happens', stream, [after]),
    '/v1/tasks/{taskId}': look(
      'lookAtTask',
      'One task with all that its decision needs, open or settled',
      answered('Task', 'The task'),
      [taskId],
    ),
    '/v1/tasks/{taskId}/claim': onTask(
      'claimTask',
      'Claim it, renew a claim, take it over, or hand it to another',
      claimRequest,
    ),
    '/v1/tasks/{taskId}/release': onTask(
      'releaseTask',
      'Give a claim up, or hand it to another queue',
      releaseRequest,
    ),
    '/v1/tasks/{taskId}/notes': onTask('noteOnTask', 'Note something on it', noteRequest),
    '/v1/tasks/{taskId}/decision': onTask(
      'decideTask',
      'Decide it',
      decisionRequest,
      answered('DecisionTaken', 'What became of the decision'),
    ),
    '/v1/tasks/{taskId}/presence': act('sayPresence', 'Say that somebody is at it: a hint to others', {
      takes: presenceRequest,
      responses: { '204': { description: 'Told' } },
      parameters: [taskId],
    }),
    '/v1/staff': look('listStaff', 'Whom a task can be handed to', answered('StaffList', 'Members of staff')),
    '/v1/notices': look(
      'listNotices',
      'Notifications that have not arrived, the oldest hundred',
      answered('NoticeList', 'Them'),
    ),
    '/v1/notices/{tenant}/{id}/send': act('sendNotice', 'Send one that was given up again', {
      responses: answered('Notice', 'How it stands'),
      parameters: [
        parameter('tenant', 'path', { type: 'string' }, 'Its tenant'),
        parameter('id', 'path', { type: 'string' }, 'Its id'),
        key,
      ],
    }),
    '/console/session': {
      ...look('session', 'Who is signed in', answered('Session', 'The session')),
      ...act('staySignedIn', 'Stay signed in', {
        responses: answered('Session', 'The session as it is then'),
        parameters: [],
      }),
    },
  };
}
