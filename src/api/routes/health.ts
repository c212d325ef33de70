import { Router } from 'express';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { LEAST_RETENTION_SECONDS } from '../../domain/workflow-retention.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';

const DEADLINE_MILLISECONDS = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can do its work, with what is missing where it cannot. */
export function healthRoutes(parts: ApiParts): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => {
      response.json({ status: 'ok' });
    })
    .all(onlyMethods('GET', 'HEAD'));
  router
    .route('/readyz')
    .get(async (_request, response) => {
      const missing = await whatIsMissing(parts);
      const status = missing.length === 0 ? 'ready' : 'not ready';
      response.status(missing.length === 0 ? 200 : 503).json({ status, missing });
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

async function whatIsMissing({ temporal, namespace }: ApiParts): Promise<string[]> {
  try {
    return await temporal.withDeadline(Date.now() + DEADLINE_MILLISECONDS, async () => {
      const [described, attributes] = await Promise.all([
        temporal.workflowService.describeNamespace({ namespace }),
        temporal.connection.operatorService.listSearchAttributes({ namespace }),
      ]);
      const retention = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
      const known = attributes.customAttributes;
      return [
        ...(retention < LEAST_RETENTION_SECONDS
          ? ['The namespace keeps closed Workflows for less than 30 days: raise its retention to 90.']
          : []),
        ...Object.values(searchAttributes)
          .filter(({ name }) => !(name in known))
          .map(({ name, type }) => `Search attribute ${name} (${type}) is not registered.`),
      ];
    });
  } catch {
    return ['Temporal does not answer.'];
  }
}
