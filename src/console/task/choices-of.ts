import type { TaskShown } from '../../contracts/task.ts';
import { type Choice, isOfLess, type Less, spends } from '../words/verdicts.ts';

type Asked = Pick<TaskShown, 'verdicts' | 'amount' | 'whole' | 'amountIn'>;

/** What may be decided on a task, as buttons: what is approved or refunded of an amount may also be less. */
export function choicesOf({ verdicts, amount, whole, amountIn }: Asked): Choice[] {
  const mayBeLess = amount !== undefined && whole !== true && amountIn === undefined;
  return verdicts.flatMap((verdict): Choice[] => {
    if (mayBeLess && verdict === 'approve') return ['approve', 'approve_less'];
    return mayBeLess && verdict === 'refund' ? ['refund', 'refund_less'] : [verdict];
  });
}

const reasons = {
  role: 'Your role may not decide this. You may claim it and leave a note.',
  same_person: 'You have approved it once. The second approval has to come from somebody else.',
} as const;

/** Why somebody may not decide, in words. */
export function mayNotWords(task: Asked & Pick<TaskShown, 'mayDecide'>): string | undefined {
  const { mayDecide } = task;
  if (mayDecide === 'yes') return undefined;
  return mayDecide === 'limit' ? limitWords(choicesOf(task).find(isOfLess)) : reasons[mayDecide];
}

/** `less`: what of it may still be decided, as its button says. */
function limitWords(less: Less | undefined): string {
  const may = less === undefined ? 'refuse it' : `${less.replace('_', ' ')}, refuse it,`;
  return `It is above what you may approve alone. You may ${may} or hand it on.`;
}

/** Whether one of the choices is open to who is signed in; the Workflow has the last word. */
export function isOffered({ mayDecide }: Pick<TaskShown, 'mayDecide'>, choice: Choice): boolean {
  if (mayDecide === 'yes') return true;
  if (mayDecide === 'role') return false;
  // Above a limit less of it may be within.
  return !spends(choice) || (mayDecide === 'limit' && isOfLess(choice));
}

/** The reason's field of a choice: one draft for all decisions, one for what the caller will read. */
export const draftOf = (choice: Choice) => (choice === 'contact' ? 'contact' : 'reason');
