import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Account } from '../account.ts';
import type { Store } from '../store.ts';
import type { Courier } from '../webhooks/courier.ts';
import { authenticate } from '../wire/auth.ts';
import { StripeFailure } from '../wire/errors.ts';
import { moveClock, readClock } from './clock.ts';
import { addFault, clearFaults, listFaults, removeFault } from './faults.ts';
import { clearJournal, readJournal } from './journal.ts';
import { changeKnobs } from './knobs.ts';
import {
  openDisputeNow,
  renewSubscription,
  setDispute,
  setObject,
  setRefund,
  settlePayment,
} from './objects.ts';
import { changeRules, clearRules, readMail } from './webhook-rules.ts';
import { clearAttempts, listAttempts, listDeliveries, release, sendEvent } from './webhooks.ts';

/** What a control request has to go by. */
export interface Control {
  store: Store;
  courier: Courier;
  account: Account;
  id: string;
  query: Record<string, string>;
  body: Record<string, unknown>;
}

type Action = (control: Control) => unknown;

interface Parts {
  store: Store;
  courier: Courier;
  afterReset: () => void;
}

/** The way in for tests. The account is that of the same secret key as everywhere. */
export function controlRoutes({ store, courier, afterReset }: Parts): Router {
  const router = Router();
  const on = (method: 'get' | 'post' | 'delete', path: string, action: Action) =>
    router[method](path, async (req, res) => {
      const account = store.account(authenticate(req.get('authorization')));
      const id = typeof req.params['id'] === 'string' ? req.params['id'] : '';
      const query = Object.fromEntries(new URLSearchParams(req.originalUrl.split('?')[1]));
      res.json(await action({ store, courier, account, id, query, body: bodyOf(req) }));
    });

  router.get('/health', (_req, res) => void res.json({ ok: true }));
  router.use(express.json({ type: () => true, limit: '1mb' }));
  on('get', '/faults', listFaults);
  on('post', '/faults', addFault);
  on('delete', '/faults', clearFaults);
  on('delete', '/faults/:id', removeFault);
  on('get', '/journal', readJournal);
  on('delete', '/journal', clearJournal);
  on('get', '/clock', readClock);
  on('post', '/clock', moveClock);
  on('post', '/knobs', changeKnobs);
  on('post', '/objects/:id', setObject);
  on('post', '/disputes', openDisputeNow);
  on('post', '/disputes/:id', setDispute);
  on('post', '/refunds/:id', setRefund);
  on('post', '/payment_intents/:id', settlePayment);
  on('post', '/subscriptions/:id', renewSubscription);
  on('get', '/webhooks', readMail);
  on('post', '/webhooks', changeRules);
  on('delete', '/webhooks', clearRules);
  on('post', '/webhooks/release', release);
  on('post', '/webhooks/send', sendEvent);
  on('get', '/webhooks/deliveries', listDeliveries);
  on('get', '/webhooks/attempts', listAttempts);
  on('delete', '/webhooks/attempts', clearAttempts);
  on('post', '/reset', ({ account }) => {
    store.reset(account);
    courier.forget(account);
    afterReset();
    return { reset: true };
  });
  router.use((req, res) => void res.status(404).json({ error: { message: `No control at ${req.path}` } }));
  router.use(refuse);
  return router;
}

function bodyOf(req: Request): Record<string, unknown> {
  const body: unknown = req.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

// Express knows an error handler by its four parameters.
function refuse(error: unknown, _req: Request, res: Response, _next: NextFunction): void {
  const status = error instanceof StripeFailure ? error.status : 400;
  res.status(status).json({ error: { message: error instanceof Error ? error.message : String(error) } });
}
