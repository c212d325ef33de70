import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import {
  claimRequest,
  decisionRequest,
  noteRequest,
  presenceRequest,
  releaseRequest,
  tasksRequest,
} from '../../contracts/task.ts';
import { type Answer, problemAnswer, send } from '../answer.ts';
import { jsonBody, parse } from '../body.ts';
import { idempotencyKey, requireIdempotencyKey } from '../idempotency.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { directoryOf } from '../staff/directory.ts';
import { sees } from '../staff/member.ts';
import { type StaffAccess, sessionOf, signedIn } from '../staff/signed-in.ts';
import { type Acting, taskDesk } from '../tasks/desk.ts';
import { queueEvents } from '../tasks/events.ts';
import { type TaskPlace, taskPlace } from '../tasks/ids.ts';
import { openRows } from '../tasks/open-rows.ts';
import { pageOf } from '../tasks/page.ts';
import { taskQueueOf } from '../tasks/queue.ts';
import { rowAt } from '../tasks/row.ts';
import { taskStream } from './task-stream.ts';

/** `/v1/tasks…` and `/v1/staff`: support's requests. They take a session, never a tenant's key. */
export function taskRoutes(parts: ApiParts, access: StaffAccess): Router {
  const { temporal, namespace, tenants, keys, temporalUi, closing } = parts;
  const router = Router({ caseSensitive: true });
  const queue = taskQueueOf(openRows(temporal, namespace));
  const events = queueEvents(queue);
  const desk = taskDesk({ temporal, tenants, keys, queue, temporalUi });
  const directory = directoryOf(access.sessions);

  /** What is no task's id, or of a tenant whose tasks they do not see, is not found: all alike. */
  const theirTask: RequestHandler = (request, response, next) => {
    const place = taskPlace(String(request.params['taskId']));
    const isTheirs =
      place && sees(sessionOf(response), place.tenant) && tenants.byId(place.tenant) !== undefined;
    response.locals['place'] = place;
    if (isTheirs) next();
    else send(response, problemAnswer('not-found'));
  };

  router.use(['/tasks', '/staff'], signedIn(access));

  router
    .route('/staff')
    .get((_request, response) => {
      send(response, { status: 200, body: { staff: directory.knownTo(sessionOf(response)) } });
    })
    .all(onlyMethods('GET', 'HEAD'));

  router
    .route('/tasks')
    .get(async (request, response) => {
      const { value, problem } = parse(tasksRequest, request.query);
      if (problem) return send(response, problem);
      const session = sessionOf(response);
      const now = Date.now();
      const theirs = (await queue.all())
        .filter(({ tenant }) => sees(session, tenant) && tenants.byId(tenant) !== undefined)
        .map((row) => rowAt(row, now));
      const page = pageOf(theirs, value, {
        me: session.staff.id,
        now,
        policyOf: (tenant) => tenants.byId(tenant)?.policy.people,
      });
      send(response, page ? { status: 200, body: page } : wrongCursor);
    })
    .all(onlyMethods('GET', 'HEAD'));

  router
    .route('/tasks/stream')
    // A stream has no head without its body.
    .head(onlyMethods('GET'))
    .get(taskStream(events, access, closing))
    .all(onlyMethods('GET'));

  router
    .route('/tasks/:taskId')
    .all(theirTask)
    .get(async (_request, response) => {
      send(response, await desk.look(placeOf(response), sessionOf(response).staff));
    })
    .all(onlyMethods('GET', 'HEAD'));

  act('claim', claimRequest, (place, acting, { for: id, ...more }) => {
    if (id === undefined) return desk.claim(place, acting, more);
    const member = directory.who(id, place.tenant);
    return member ? desk.claim(place, acting, { ...more, for: member }) : Promise.resolve(nobody);
  });
  act('release', releaseRequest, desk.release);
  act('notes', noteRequest, desk.note);
  act('decision', decisionRequest, desk.decide);

  router
    .route('/tasks/:taskId/presence')
    .all(theirTask)
    .post(...jsonBody, (request, response) => {
      const { value, problem } = parse(presenceRequest, request.body);
      if (problem) return send(response, problem);
      events.presence.note(request.params.taskId, sessionOf(response).staff, value.doing);
      send(response, { status: 204 });
    })
    .all(onlyMethods('POST'));

  return router;

  function act<S extends z.ZodType>(
    name: string,
    schema: S,
    carryOut: (place: TaskPlace, acting: Acting, more: z.output<S>) => Promise<Answer<object>>,
  ): void {
    router
      .route(`/tasks/:taskId/${name}`)
      .all(theirTask)
      .post(requireIdempotencyKey, ...jsonBody, async (request: Request, response: Response) => {
        const { value, problem } = parse(schema, request.body ?? {});
        if (problem) return send(response, problem);
        const acting = { staff: sessionOf(response).staff, key: idempotencyKey(request), body: value };
        send(response, await carryOut(placeOf(response), acting, value));
      })
      .all(onlyMethods('POST'));
  }
}

function placeOf(response: Response): TaskPlace {
  return response.locals['place'] as TaskPlace;
}

const wrongCursor = problemAnswer('invalid-request', {
  errors: [{ pointer: '/cursor', detail: 'Is not a cursor of this list.' }],
});

const nobody: Answer = problemAnswer('invalid-request', {
  errors: [{ pointer: '/for', detail: 'Is nobody who has signed in lately and sees this task.' }],
});
