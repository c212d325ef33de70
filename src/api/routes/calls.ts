import { Router } from 'express';
import { endedRequest } from '../../contracts/turn.ts';
import { identityOf } from '../../platform/identity.ts';
import { send } from '../answer.ts';
import { jsonBody, parse } from '../body.ts';
import { endCall } from '../end-call.ts';
import { requireIdempotencyKey } from '../idempotency.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { defaultLanguage, tenantOf } from '../tenant.ts';

/** `/v1/calls/{callId}/ended` */
export function callRoutes({ temporal, keys }: ApiParts): Router {
  const router = Router({ caseSensitive: true });
  router
    .route('/calls/:callId/ended')
    .post(requireIdempotencyKey, ...jsonBody, async (request, response) => {
      const { problem } = parse(endedRequest, request.body ?? {});
      if (problem) return send(response, problem);
      const tenant = tenantOf(response);
      const call = identityOf(keys, tenant.id).call(request.params['callId']);
      const language = defaultLanguage(tenant);
      send(response, await endCall(temporal, { tenant: tenant.id, call, language }));
    })
    .all(onlyMethods('POST'));
  return router;
}
