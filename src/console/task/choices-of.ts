import type { TaskShown } from '../../contracts/task.ts';
import type { Choice } from '../words/verdicts.ts';

/** What may be decided on a task, as buttons: an approval of an amount may also be of less. */
export function choicesOf({ verdicts, amount, whole, amountIn }: TaskShown): Choice[] {
  const mayBeLess = amount !== undefined && whole !== true && amountIn === undefined;
  return verdicts.flatMap((verdict): Choice[] =>
    verdict === 'approve' && mayBeLess ? ['approve', 'approve_less'] : [verdict],
  );
}

const reasons = {
  role: 'Your role may not decide this. You may claim it and leave a note.',
  limit: 'It is above what you may approve alone. You may approve less, refuse it, or hand it on.',
  same_person: 'You have approved it once. The second approval has to come from somebody else.',
} as const;

/** Why somebody may not decide, in words. */
export function mayNotWords({ mayDecide }: TaskShown): string | undefined {
  return mayDecide === 'yes' ? undefined : reasons[mayDecide];
}

/** Whether one of the choices is open to who is signed in; the Workflow has the last word. */
export function isOffered({ mayDecide }: TaskShown, choice: Choice): boolean {
  if (mayDecide === 'yes') return true;
  if (mayDecide === 'role') return false;
  const isYes = choice === 'approve' || choice === 'refund';
  return mayDecide === 'limit' ? !isYes : !isYes && choice !== 'approve_less';
}

/** The reason's field of a choice: one draft for all decisions, one for what the caller will read. */
export const draftOf = (choice: Choice) => (choice === 'contact' ? 'contact' : 'reason');
