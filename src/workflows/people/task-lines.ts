import { toDecimal } from '../../domain/money.ts';
import type { HumanTask } from '../../domain/task.ts';

/** What is to be decided, and the Signal to send for it. */
export function taskLines({ task, summary, reason, version, notes }: HumanTask): string {
  const example = { task, verdict: 'approve', reason: 'why', version };
  return [
    `**To decide:** ${summary} (${reason.replaceAll('_', ' ')}).`,
    `Send Signal \`decide\` with \`${JSON.stringify(example)}\`, or "refuse" for the verdict.`,
    ...notes.map((note) => `- ${note}`),
  ].join('\n\n');
}

/** A refund in one line, for a person to decide on. */
export function refundSummary(amount: { value: number; currency: string }, payment: string): string {
  return `Refund ${toDecimal(amount)} ${amount.currency.toUpperCase()} of ${payment}`;
}
