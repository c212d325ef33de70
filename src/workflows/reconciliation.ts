import { sleep, workflowInfo } from '@temporalio/workflow';
import { tenantOf } from '../domain/ids.ts';
import { lasting, type Reconciled } from '../domain/reconciliation.ts';
import { MOST_SECONDS } from '../domain/settlement.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { KNOWN_SECONDS } from '../domain/workflow-retention.ts';
import { nowSeconds } from './clock.ts';
import { local, sweeps } from './proxies.ts';

/** Runs overlap by far, since a run that failed is made good by the next, and looking again is harmless. */
const SPAN_SECONDS = 2 * DAY_SECONDS;
/** What is under way has come to its end by then. */
const LOOK_AGAIN_AFTER = '3s';

/**
 * Compares Stripe and Temporal, and heals what looking again heals; what is left is a person's to find out. It is started
 * by a Schedule, which encrypts nothing: the tenant is in its id, and it has no arguments.
 */
export async function reconciliation(): Promise<Reconciled> {
  const tenant = tenantOf(workflowInfo().workflowId) ?? '';
  const span = { tenant, since: nowSeconds() - SPAN_SECONDS };
  const { events } = await sweeps.hintUndelivered(span);
  const { disputes } = await sweeps.openDisputes({ tenant, since: nowSeconds() - MOST_SECONDS });
  const { followed } = await sweeps.followRefunds({ tenant, since: nowSeconds() - KNOWN_SECONDS });

  const compared = await sweeps.compareMade(span);
  let { differences } = compared;
  if (differences.length > 0) {
    await sleep(LOOK_AGAIN_AFTER);
    differences = lasting(differences, (await sweeps.compareMade(span)).differences);
  }
  for (const difference of differences) await local.openDifference({ tenant, difference });
  return { ...compared, events, followed, disputes, differences };
}
