import { setCurrentDetails } from '@temporalio/workflow';
import type { IntentKind } from '../../contracts/intent.ts';
import type { GivenReply, IntentStart } from '../messages.ts';
import { deskLines } from '../people/desk-lines.ts';
import type { Support } from '../people/support.ts';

const titles: Record<IntentKind, string> = {
  payment_confirmation: 'Did my payment go through?',
  refund: 'Refund',
  discount: 'I was promised a discount',
  dispute: 'I do not recognise this payment',
  follow_up: 'What became of it?',
  subscription: 'Subscription',
};

/** Shows a person in the Temporal UI who waits for what. Markdown; encrypted like any payload. */
export function showStanding(start: IntentStart, latest: GivenReply | undefined, support: Support): void {
  const isOpen = support.open().length > 0;
  const lines = [`### ${titles[start.intent]} · ${start.reference}`, `**${waitsFor(latest, isOpen)}**`];
  if (latest) lines.push(`Last said (reply ${latest.turn}): “${latest.say}”`);
  setCurrentDetails([...lines, ...deskLines(support)].join('\n\n'));
}

function waitsFor(latest: GivenReply | undefined, isOpen: boolean): string {
  if (latest?.status === 'done') return `Done: ${latest.outcome}`;
  if (isOpen) return 'Waiting for a person to decide';
  if (latest?.status === 'with_support') return 'Waiting for Stripe to say what happened';
  return latest?.expects ? `Waiting for the caller: ${latest.expects.kind.replaceAll('_', ' ')}` : 'Working';
}
