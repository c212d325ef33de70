import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { identityOf } from '../../src/platform/identity.ts';
import { decide, granted, tasks } from '../../src/workflows/messages.ts';
import { aPhone, type Payer, payer } from '../support/people.ts';
import { hangUp, workflowOf } from '../support/refunds.ts';
import { signalsTo } from '../support/signals.ts';
import { testKeys, useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const guard = { failures: 10, periodSeconds: 86_400, lockSeconds: 3_600 };
const teller = useTeller({
  tenants: { demo: { policy: { guard } }, strict: { policy: { guard: { ...guard, failures: 2 } } } },
});

const WRONG = { last4: '0000', amount: '1' };

type Who = Pick<Payer, 'email'> | { phone: string };

/** A call that asks about a payment, up to the reply to what it gave as facts. */
function call(who: Who, facts: object, tenant = 'demo'): Promise<Reply> {
  const caller = 'email' in who ? { email: who.email } : who;
  return teller
    .agent(tenant)
    .begin(teller.call(), { intent: 'payment_confirmation', caller, details: facts });
}

const isLockedOut = ({ handoff }: Reply) => handoff?.reason === 'locked_out';

function guardOf(of: 'customer' | 'contact', name: string, tenant = 'demo') {
  const { id } = teller.tenant(tenant);
  const key = identityOf(testKeys, id)[of](name);
  return teller.temporal().workflow.getHandle(workflowIds.guard(id, key));
}

/** The lock-out of a customer or contact, once it shows. */
async function lockOut(workflow: ReturnType<typeof guardOf>): Promise<HumanTask> {
  let task: HumanTask | undefined;
  await until('the lock-out is shown', async () => {
    [task] = await workflow.query(tasks).catch(() => []);
    return task !== undefined;
  });
  if (!task) throw new Error('No task is open.');
  return task;
}

describe('wrong guesses', () => {
  test('count for a contact that finds nobody just as well', async () => {
    const stranger = { phone: aPhone() };
    const replies = await Promise.all(Array.from({ length: 4 }, () => call(stranger, WRONG, 'strict')));
    expect(replies.filter(isLockedOut)).toHaveLength(2);
    const of = (reply: Reply) => ({ ...reply, intentId: '', reference: '', handoff: reply.handoff?.reason });
    const known = await payer(teller, {}, 'strict');
    const told = await Promise.all(Array.from({ length: 4 }, () => call(known, WRONG, 'strict')));
    const sorted = (all: Reply[]) => all.map((reply) => JSON.stringify(of(reply))).sort();
    expect(sorted(told)).toEqual(sorted(replies));
  });

  test('of a customer count over every contact that finds it', async () => {
    const phone = aPhone();
    const stripe = teller.stripe('strict');
    const { email, customer } = await payer(teller, {}, 'strict');
    await stripe.customers.update(customer, { phone });
    for (const who of [{ email }, { phone }]) {
      const wrong = await call(who, WRONG, 'strict');
      // While it is asked again, a try is reserved for it: another caller would wait.
      await teller.agent('strict').cancel(wrong.intentId);
    }
    expect(isLockedOut(await call({ phone }, WRONG, 'strict'))).toBe(true);
  });

  test('lock out until a person lifts it, for all guards of the caller by one decision', async () => {
    const who = await payer(teller, {}, 'strict');
    const first = await call(who, WRONG, 'strict');
    const second = await teller.agent('strict').answer(first, { identity: WRONG });
    expect(second.status).toBe('asking');
    expect(isLockedOut(await teller.agent('strict').answer(second, { identity: who.identity }))).toBe(true);

    const contact = guardOf('contact', who.email, 'strict');
    const customer = guardOf('customer', who.customer, 'strict');
    const shown = await lockOut(contact);
    expect(shown).toMatchObject({ kind: 'lift_lockout', reference: first.reference });
    await lockOut(customer);
    await contact.signal(decide, {
      task: shown.task,
      verdict: 'approve',
      reason: 'Known by voice',
      version: shown.version,
    });
    await until('neither locks out any more', async () => {
      const open = await Promise.all([contact.query(tasks), customer.query(tasks)]);
      return open.flat().length === 0;
    });
    expect(await call(who, who.identity, 'strict')).toMatchObject({ outcome: 'completed' });
  });
});

describe('right answers', () => {
  test('cost nothing, nor do questions that nobody answered', async () => {
    const who = await payer(teller, {}, 'strict');
    const agent = teller.agent('strict');
    for (let calls = 0; calls < 3; calls += 1) {
      const callId = teller.call();
      const caller = { email: who.email };
      const asked = await agent.begin(callId, { intent: 'payment_confirmation', caller });
      await (calls === 1 ? agent.cancel(asked.intentId) : hangUp(teller, agent, callId, asked));
    }
    expect(await call(who, who.identity, 'strict')).toMatchObject({ outcome: 'completed' });
    expect(await call(who, who.identity, 'strict')).toMatchObject({ outcome: 'completed' });
  });

  test('are judged although a guard was ended from outside while the caller spoke', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const asked = await agent.begin(teller.call(), {
      intent: 'payment_confirmation',
      caller: { email: who.email },
    });
    const contact = guardOf('contact', who.email);
    // Before that, what is on its way to the guard would begin another, which the answer would find.
    await until('the try is granted', async () => {
      return (await signalsTo(workflowOf(teller, asked), granted.name)).length > 0;
    });
    await contact.terminate('by a test');
    expect(await agent.answer(asked, { identity: who.identity })).toMatchObject({ outcome: 'completed' });
  });
});
