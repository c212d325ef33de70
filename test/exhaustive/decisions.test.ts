import { expect, test } from '@jest/globals';
import { type GivenReply, tasksDone } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { payer, refundsOf } from '../support/people.ts';
import { verifiedRefund, workflowOf } from '../support/refunds.ts';
import { staffAt } from '../support/task-people.ts';
import { useTeller } from '../support/teller.ts';
import { isSmall } from './size.ts';

const teller = useTeller();
const TASKS = isSmall ? 20 : 100;
const PEOPLE = 20;
const AT_ONCE = 4;

/** Twenty people decide at once, each in their own way: an amount of their own, or a no. */
async function decideAtOnce(): Promise<{ refused: number; late: number }> {
  const who = await payer(teller, { amount: 350_00 });
  const held = await teller.agent().answer(await verifiedRefund(teller, who), { confirm: true });
  expect(held).toMatchObject({ status: 'with_support' });
  const workflow = workflowOf(teller, held);
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    staff: staffAt(workflow, `${held.intentId}-1`, `Staff ${n}`),
    wanted: n % 4 === 3 ? { verdict: 'refuse' as const } : { amount: usd(100_00 + n) },
  }));
  const came = await Promise.all(
    people.map(async ({ staff, wanted }) => ({
      ...{ staff, wanted },
      // Where the Workflow has ended by then, it is asked who was first.
      got: await staff.decide(wanted).catch((error: Error) => ({ ended: error.name })),
    })),
  );
  const [first, ...others] = came.filter(({ got }) => 'state' in got && got.state === 'decided');
  expect(others).toEqual([]);

  const result = (await workflow.result()) as GivenReply<'refund'>;
  const made = await refundsOf(teller, who);
  const amount = first && 'amount' in first.wanted ? first.wanted.amount : undefined;
  expect(result.outcome).toBe(amount ? 'completed' : 'declined');
  expect(made.map((refund) => refund.amount)).toEqual(amount ? [amount.value] : []);
  const [done] = await workflow.query(tasksDone);
  expect(done?.by).toEqual(first?.staff.by);
  const told = came.filter(({ got }) => 'refused' in got);
  for (const { got } of told)
    expect(got).toMatchObject({ refused: 'task-done', about: { done: { by: done?.by } } });
  return { refused: told.length, late: PEOPLE - 1 - told.length };
}

test(`20 decisions at once on one task, ${TASKS} times: one effect each, and all others hear who was first`, async () => {
  let [refused, late] = [0, 0];
  for (let task = 0; task < TASKS; task += AT_ONCE) {
    const came = await Promise.all(Array.from({ length: AT_ONCE }, decideAtOnce));
    for (const one of came) [refused, late] = [refused + one.refused, late + one.late];
  }
  expect(refused + late).toBe(TASKS * (PEOPLE - 1));
  process.stdout.write(
    `\n${TASKS} tasks: ${refused} told by the task itself, ${late} came when its Workflow had ended\n`,
  );
}, 600_000);
