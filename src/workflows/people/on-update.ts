import { ApplicationFailure, type defineUpdate, setHandler } from '@temporalio/workflow';
import { type Acted, isRefused, type Refused, type TaskAct, tooLate } from '../../domain/task-acts.ts';

/** Sets an Update's handler: what is refused by its validator leaves no trace. What it comes to says for which request. */
export function onUpdate<A extends TaskAct, R extends object, T extends object>(
  update: ReturnType<typeof defineUpdate<Acted<T>, [A]>>,
  judge: (act: A) => R | Refused,
  take: (act: A, result: R) => T,
): void {
  const passed = (result: R | Refused): R => {
    if (!isRefused(result)) return result as R;
    const { refused: type, about } = result;
    throw ApplicationFailure.create({ type, message: type, nonRetryable: true, details: [about] });
  };
  const carryOut = (act: A): Acted<T> => {
    const { body } = act;
    return { ...take(act, passed(judge(act))), ...(body !== undefined && { body }) };
  };
  setHandler(update, carryOut, {
    validator: (act: A) => {
      const result = passed(judge(act));
      passed(tooLate(act, Date.now()) ?? result);
    },
  });
}
