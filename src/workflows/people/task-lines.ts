import { toDecimal } from '../../domain/money.ts';
import type { ChangeAction, SubscriptionDecision } from '../../domain/subscription-change.ts';
import type { HumanTask } from '../../domain/task.ts';

/** What is to be decided, and the Signal to send for it. */
export function taskLines({ task, summary, said, reason, version, notes }: HumanTask): string {
  const example = { task, verdict: 'approve', reason: 'why', version };
  return [
    `**To decide:** ${summary} (${reason.replaceAll('_', ' ')}).`,
    ...(said === undefined ? [] : [`The caller said: “${plain(said)}”`]),
    `Send Signal \`decide\` with \`${JSON.stringify(example)}\`, or "refuse" for the verdict.`,
    ...notes.map((note) => `- ${note}`),
  ].join('\n\n');
}

/** What somebody said, as Markdown that shows it as it is: no link, no picture. */
function plain(said: string): string {
  return said.replaceAll(/[\\`*_~[\](){}<>#!|&:]/g, '\\$&');
}

/** A refund in one line, for a person to decide on. */
export function refundSummary(amount: { value: number; currency: string }, payment: string): string {
  return `Refund ${toDecimal(amount)} ${amount.currency.toUpperCase()} of ${payment}`;
}

/** A change of a subscription in one line, for a person to decide on. */
export function changeSummary({ change: { action }, subscription }: SubscriptionDecision): string {
  return `${changes[action]} ${subscription}`;
}

const changes: Record<ChangeAction, string> = {
  cancel: 'Cancel at the end of its period',
  cancel_now: 'Cancel at once',
  keep: 'Take back the cancellation of',
  pause: 'Pause the collection of',
  resume: 'Resume the collection of',
  accept_offer: 'Keep with the offered discount',
};
