import { workflowIds } from '../domain/ids.ts';
import type { Reconciled } from '../domain/reconciliation.ts';
import { readSettings } from '../platform/settings.ts';
import { readTenants } from '../platform/tenants.ts';
import { atTemporal } from './at-temporal.ts';
import { readArgs } from './read-args.ts';
import { runCommand } from './run-command.ts';
import { WrongUsage } from './wrong-usage.ts';

const usage = `npm run reconcile -- --tenant demo [--json]

Compares Stripe and Temporal now, heals what looking again heals, and prints what it found.
What is left is a task for a person: npm run tasks -- list.`;

/** How long a run may take before it is left to itself; it goes on all the same. */
const PATIENCE_MILLISECONDS = 10 * 60_000;

/** `npm run reconcile`. Resolves to the exit code: 0 where Stripe and Temporal agree, 1 where a person has to look. */
async function reconcile(args: string[]): Promise<number> {
  const { tenant, json, help } = read(args);
  if (help === true || tenant === undefined) {
    console.log(usage);
    return help === true ? 0 : 2;
  }
  const settings = readSettings();
  const known = (await readTenants(settings)).byId(tenant);
  if (!known) throw new WrongUsage(`There is no tenant ${tenant} in the tenants file.`);
  const found = await atTemporal(settings, (temporal) =>
    temporal.withDeadline(Date.now() + PATIENCE_MILLISECONDS, () =>
      temporal.workflow.execute<() => Promise<Reconciled>>('reconciliation', {
        workflowId: workflowIds.reconciliation(tenant, `by-hand-${Date.now()}`),
        taskQueue: settings.temporal.taskQueue,
      }),
    ),
  );
  console.log(json === true ? JSON.stringify(found) : shown(found));
  return found.differences.length > 0 ? 1 : 0;
}

function read(args: string[]) {
  const options = {
    tenant: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  return readArgs('reconcile', { args, options }).values;
}

function shown({ events, followed, disputes, differences, ...compared }: Reconciled): string {
  const { refunds, codes, changes, intents } = compared;
  const lines = [
    `${events} events that Stripe could not deliver: looked at again.`,
    `${refunds} refunds, ${codes} codes and ${changes} changes of ours at Stripe, and ${intents} intents that tell of any: compared.`,
    `${followed} refunds that nobody followed: followed now.`,
    `${disputes} open disputes without a case: opened now.`,
  ];
  if (differences.length === 0) return [...lines, 'Stripe and Temporal agree.'].join('\n');
  const each = differences.map(
    ({ kind, object, reference }) => `  ${kind.replaceAll('_', ' ')}: ${object} (${reference})`,
  );
  return [...lines, `${differences.length} differences, each a task for a person:`, ...each].join('\n');
}

runCommand(reconcile);
