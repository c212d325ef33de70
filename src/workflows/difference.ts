import { setCurrentDetails } from '@temporalio/workflow';
import type { PeopleSettings } from '../domain/people.ts';
import type { Difference } from '../domain/reconciliation.ts';
import { deskLines } from './people/desk-lines.ts';
import { openSupport } from './people/support.ts';

const what: Record<Difference['kind'], string> = {
  refund_unclaimed: 'Stripe shows a refund of ours that its intent does not tell of',
  refund_missing: 'An intent told of a refund that Stripe does not show',
  code_unclaimed: 'Stripe shows a promotion code of ours that its intent does not tell of',
  code_missing: 'An intent told of a promotion code that Stripe does not show',
  change_unclaimed: 'Stripe shows a change of ours that its intent does not tell of, of the subscription',
  change_missing: 'An intent told of a change that Stripe does not show, of the subscription',
  end_missing: 'An intent told of the end of a subscription that goes on at Stripe',
};

/** Stripe and Temporal do not agree, and looking again did not heal it: a person finds out why. */
export async function difference(start: {
  tenant: string;
  difference: Difference;
  people?: PeopleSettings;
}): Promise<void> {
  const { tenant, people } = start;
  const { kind, object, reference, payment, amount } = start.difference;
  const changed = () => setCurrentDetails(deskLines(support).join('\n\n'));
  const support = openSupport({ tenant, people, changed });
  support.listen();
  await support.decide({
    task: object,
    kind: 'difference',
    reason: kind,
    summary: `${what[kind]}: ${object}. Approve once it is settled`,
    reference,
    ...(payment !== undefined && { payment }),
    ...(amount && { amount, whole: true }),
  });
  await support.said();
}
