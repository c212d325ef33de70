import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { taskIdOf } from '../../src/domain/task-id.ts';
import { type Payer, payer } from './people.ts';
import type { Teller } from './teller.ts';

/** A caller's refund that waits for a person. */
export interface WithSupport {
  readonly who: Payer;
  readonly reply: Reply;
  readonly workflowId: string;
  /** The task's id at the API. */
  readonly id: string;
}

interface Wanted {
  readonly tenant?: string;
  readonly amount?: number;
  readonly call?: string;
  /** Who asks; somebody new where it is not said. */
  readonly by?: Payer;
}

/** Has a caller ask for a refund above the cap, up to where they are told that a person decides. */
export async function askSupport(
  teller: Teller,
  { tenant, amount = 350_00, call = teller.call(), by }: Wanted = {},
): Promise<WithSupport> {
  const agent = teller.agent(tenant);
  const who = by ?? (await payer(teller, { amount }, tenant));
  const asked = await agent.begin(call, { intent: 'refund', caller: { email: who.email } });
  const confirm = await agent.answer(asked, { identity: who.identity });
  const reply = await agent.answer(confirm, { confirm: true });
  if (reply.status !== 'with_support') throw new Error(`Not with support: ${reply.say}`);
  const workflowId = workflowIds.intent(teller.tenant(tenant).id, reply.intentId);
  return { who, reply, workflowId, id: taskIdOf({ workflowId, task: `${reply.intentId}-1` }) };
}
