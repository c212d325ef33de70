import { Router } from 'express';
import type { z } from 'zod';
import type { noticeShown } from '../../contracts/task.ts';
import { problemAnswer, send } from '../answer.ts';
import { requireIdempotencyKey } from '../idempotency.ts';
import { onlyMethods } from '../methods.ts';
import { aboutOf, noticesIn, type Standing } from '../notices/undelivered.ts';
import type { ApiParts } from '../parts.ts';
import { sees } from '../staff/member.ts';
import { type StaffAccess, sessionOf, signedIn } from '../staff/signed-in.ts';

/** `/v1/notices`: what did not arrive at tenants' own systems, and to send it again. */
export function noticeRoutes({ temporal, taskQueue, tenants }: ApiParts, access: StaffAccess): Router {
  const router = Router({ caseSensitive: true });
  const notices = noticesIn(temporal, taskQueue);
  router.use('/notices', signedIn(access));

  router
    .route('/notices')
    .get(async (_request, response) => {
      const session = sessionOf(response);
      const theirs = tenants.all().filter(({ id }) => sees(session, id));
      const found = await notices.undelivered(theirs.map(({ id }) => id));
      send(response, { status: 200, body: { notices: found.map(shown) } });
    })
    .all(onlyMethods('GET', 'HEAD'));

  router
    .route('/notices/:tenant/:id/send')
    .post(requireIdempotencyKey, async (request, response) => {
      const { tenant, id } = request.params;
      const isTheirs = sees(sessionOf(response), tenant) && tenants.byId(tenant) !== undefined;
      const found = isTheirs ? await notices.find(tenant, id) : undefined;
      if (!found) return send(response, problemAnswer('not-found'));
      // What has arrived, or is tried as it is, is not sent once more: a repeat changes nothing.
      const now = found.state === 'given_up' ? await notices.sendAgain(found) : found;
      send(response, now ? { status: 200, body: shown(now) } : problemAnswer('not-heard'));
    })
    .all(onlyMethods('POST'));

  return router;
}

function shown({ tenant, notification, state, why, tries }: Standing): z.infer<typeof noticeShown> {
  const { id, type, timestamp } = notification;
  return {
    ...{ tenant, id, type, timestamp, about: aboutOf(notification), state },
    ...(why !== undefined && { why }),
    ...(tries !== undefined && { tries }),
  };
}
