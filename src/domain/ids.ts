/** The names of Workflows. The id is what makes a thing happen once, so it is built here and nowhere else. */
export const workflowIds = {
  intent: (tenant: string, intentId: string) => `intent/${tenant}/${intentId}`,
  lane: (tenant: string, subject: string) => `lane/${tenant}/${subject}`,
  guard: (tenant: string, subject: string) => `guard/${tenant}/${subject}`,
  watch: (tenant: string, object: string) => `watch/${tenant}/${object}`,
  reconciliation: (tenant: string, run: string) => `reconciliation/${tenant}/${run}`,
  dispute: (tenant: string, dispute: string) => `dispute/${tenant}/${dispute}`,
  difference: (tenant: string, difference: string) => `difference/${tenant}/${difference}`,
  notice: (tenant: string, notice: string) => `notice/${tenant}/${notice}`,
} as const;

/** The name of an intent's decision, counted from 1: another yes is another decision, under a name of its own. */
export function decisionId(intentId: string, count: number): string {
  return `${intentId}-${count}`;
}

/** The name of the decision after one. */
export function nextDecisionId(id: string): string {
  const intentId = intentOf(id);
  return decisionId(intentId, Number(id.slice(intentId.length + 1)) + 1);
}

/** The intent that a decision is of. */
export function intentOf(decision: string): string {
  return decision.slice(0, decision.lastIndexOf('-'));
}

/** The dispute at Stripe whose case a Workflow is. */
export function disputeOf(workflowId: string): string {
  return workflowId.slice(workflowId.lastIndexOf('/') + 1);
}

/** Whether an id is of a dispute at Stripe. */
export function isDispute(id: string): boolean {
  return /^(du|dp)_/.test(id);
}

/** The Workflow that follows an object at Stripe, where one does: a dispute has a case, all else a watch. */
export function followerOf(tenant: string, object: string): string {
  return isDispute(object) ? workflowIds.dispute(tenant, object) : workflowIds.watch(tenant, object);
}

/** The tenant that a Workflow belongs to; undefined where the id is none of ours. */
export function tenantOf(workflowId: string): string | undefined {
  return /^[a-z]+\/([a-z0-9-]+)\/./.exec(workflowId)?.[1];
}

// Without what sounds or looks alike on the telephone: 0 O, 1 I L, B 8, S 5.
const SPOKEN = '234679ACDEFGHJKMNPQRTUVWXYZ';

/** A reference that a caller can be given and say back, such as "R7K-2MX", from six or more random bytes. */
export function referenceFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes.slice(0, 6), (byte) => SPOKEN[byte % SPOKEN.length]);
  return `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
}

/** A code that a caller writes down, such as "K7MQ2RXA", from eight or more bytes. */
export function codeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.slice(0, 8), (byte) => SPOKEN[byte % SPOKEN.length]).join('');
}

/**
 * A reference as it was heard, in its one form: in any case, with or without its hyphen, or letter by letter. What has
 * not six letters or digits is left as it is, and is nobody's.
 */
export function heardReference(said: string): string {
  const letters = said.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return letters.length === 6 ? `${letters.slice(0, 3)}-${letters.slice(3)}` : letters;
}
