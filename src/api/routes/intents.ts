import { type RequestHandler, Router } from 'express';
import { startRequest } from '../../contracts/intent.ts';
import { lookRequest, turnAnswer, turnCancel } from '../../contracts/turn.ts';
import { identityOf } from '../../platform/identity.ts';
import { problemAnswer, send } from '../answer.ts';
import { jsonBody, parse } from '../body.ts';
import { callerTokens } from '../caller-token.ts';
import { withoutCode } from '../codes.ts';
import { askedBy, idempotencyKey, requireIdempotencyKey } from '../idempotency.ts';
import { lookAtIntent } from '../look-at-intent.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { intentStart, startIntent } from '../start-intent.ts';
import { takeTurn } from '../take-turn.ts';
import { tenantOf } from '../tenant.ts';

/** `/v1/calls/{callId}/intents` and `/v1/intents/{intentId}` */
export function intentRoutes({ temporal, taskQueue, keys, closing }: ApiParts): Router {
  const router = Router({ caseSensitive: true });
  const tokens = callerTokens(keys);

  router
    .route('/calls/:callId/intents')
    .post(requireIdempotencyKey, ...jsonBody, async (request, response) => {
      const tenant = tenantOf(response);
      const identity = identityOf(keys, tenant.id);
      const { value, problem } = parse(startRequest, request.body);
      if (problem) return send(response, problem);
      const callId = String(request.params['callId']);
      const intentId = identity.intentId(callId, idempotencyKey(request));
      const { callerToken, ...body } = value;
      const proven =
        callerToken === undefined
          ? undefined
          : await tokens.read(callerToken, tenant.id, identity.call(callId));
      // A token is minted anew on every look: the same request may come again with another one.
      const asked = askedBy(request, identity, body);
      const start = intentStart({ tenant, identity, callId, intentId, proven }, value, asked);
      const answer = await startIntent({ temporal, taskQueue, tenant }, start);
      send(response, await tokens.mint(answer, tenant.id));
    })
    .all(onlyMethods('POST'));

  router
    .route('/intents/:intentId/turns')
    .all(knownForm)
    .post(requireIdempotencyKey, ...jsonBody, async (request, response) => {
      const tenant = tenantOf(response);
      const isCancel = typeof request.body === 'object' && request.body !== null && 'cancel' in request.body;
      const { value, problem } = parse(isCancel ? turnCancel : turnAnswer, request.body);
      if (problem) return send(response, problem);
      const intentId = String(request.params['intentId']);
      const identity = identityOf(keys, tenant.id);
      const said = withoutCode(value, identity, intentId);
      const asked = askedBy(request, identity, said);
      const answer = await takeTurn(temporal, tenant, intentId, said, asked);
      send(response, await tokens.mint(answer, tenant.id));
    })
    .all(onlyMethods('POST'));

  router
    .route('/intents/:intentId')
    .all(knownForm)
    .get(async (request, response) => {
      const { value, problem } = parse(lookRequest, request.query);
      if (problem) return send(response, problem);
      const intentId = String(request.params['intentId']);
      const tenant = tenantOf(response);
      const answer = await lookAtIntent(temporal, tenant, intentId, value, closing);
      send(response, await tokens.mint(answer, tenant.id));
    })
    .all(onlyMethods('GET', 'HEAD'));

  return router;
}

/** What cannot be an intent's id is not asked about. */
const knownForm: RequestHandler = (request, response, next) => {
  if (/^[A-Za-z0-9_-]{22}$/.test(String(request.params['intentId']))) return next();
  send(response, problemAnswer('not-found'));
};
