import express, { type ErrorRequestHandler, type Response, Router } from 'express';
import { isLive, type Tenant, webhookSecretsAt } from '../../contracts/tenants.ts';
import { identityOf } from '../../platform/identity.ts';
import { readHint, readThin } from '../../stripe/webhook.ts';
import { send } from '../answer.ts';
import { hintWatches } from '../hint-watches.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { disputeCaseStart, startDispute } from '../start-dispute.ts';

/** The largest event that is read, bytes. */
const LIMIT = 256 * 1_024;

/** How long Temporal may take: Stripe waits for an answer, and sends again what it did not get one to. */
const DEADLINE_MILLISECONDS = 5_000;

/**
 * `/webhooks/stripe/{tenant}`: a verified event wakes the watches of the objects that it names, and a dispute that was
 * opened begins its case. It changes nothing else, so that order, repeats and losses cost time, never truth.
 */
export function webhookRoutes({ temporal, taskQueue, tenants, keys, stripe, log }: ApiParts): Router {
  const router = Router({ caseSensitive: true });

  function refuse(response: Response, why: string, tenant?: Tenant): void {
    log.warn('webhook refused', { error: why, tenant: tenant?.id });
    send(response, { status: 400 });
  }

  const unreadable: ErrorRequestHandler = (_error, _request, response, _next) => {
    refuse(response, 'unreadable');
  };

  router
    .route('/webhooks/stripe/:tenant')
    // The signature is over the very bytes, whatever they say that they are.
    .post(express.raw({ type: () => true, limit: LIMIT, inflate: false }), async (request, response) => {
      const tenant = tenants.byId(String(request.params['tenant']));
      if (!tenant) return refuse(response, 'unknown-tenant');
      const signature = request.get('Stripe-Signature') ?? '';
      const body: unknown = request.body;
      const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const hint = readHint(payload, signature, receiverOf(tenant), Math.floor(Date.now() / 1_000));
      if (typeof hint === 'string') return refuse(response, hint, tenant);
      try {
        const objects = hint.thin === undefined ? hint.objects : await named(tenant, hint.thin);
        await temporal.withDeadline(Date.now() + DEADLINE_MILLISECONDS, async () => {
          if (hint.opens !== undefined) await open(tenant, hint.opens);
          // Its case looks by itself when it begins.
          const told = objects.filter((object) => object !== hint.opens);
          await hintWatches(temporal, tenant.id, told);
        });
        send(response, { status: 200 });
      } catch {
        // Stripe sends it again.
        log.warn('webhook not taken', { tenant: tenant.id });
        send(response, { status: 503 });
      }
    })
    .all(onlyMethods('POST'));
  router.use('/webhooks/stripe', unreadable);
  return router;

  function open(tenant: Tenant, dispute: string): Promise<void> {
    const start = disputeCaseStart(tenant, identityOf(keys, tenant.id), dispute);
    return startDispute({ temporal, taskQueue }, start);
  }

  async function named({ id }: Tenant, object: string): Promise<readonly string[]> {
    return [object, ...(await readThin(stripe(id).reads, object))];
  }
}

function receiverOf(tenant: Tenant) {
  const { stripe } = tenant;
  return {
    secrets: webhookSecretsAt(tenant, new Date()),
    live: isLive(tenant),
    ...(stripe?.account !== undefined && { account: stripe.account }),
  };
}
