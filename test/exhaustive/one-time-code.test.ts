import { expect, test } from '@jest/globals';
import { declinedFor, oneTimeCodesOf } from '../support/one-time-codes.ts';
import { payer, refundsOf } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

/** Everything above ten dollars takes a code. Two hundred at once are slow to serve, and take no caller for silent. */
const policy = { refund: { authenticateAbove: { usd: 10_00 } }, silenceSeconds: 300 };
const teller = useTeller({ tenants: { demo: { policy } } });
const agent = () => teller.agent();
const { confirmed, latestTo } = oneTimeCodesOf(teller);

test('two hundred guesses at once on one intent are one that is judged, and five in all', async () => {
  const who = await payer(teller);
  const asked = await confirmed(who);
  const right = await latestTo(who.email);
  const wrong = (n: number) => String((Number(right) + n) % 1e6).padStart(6, '0');
  let reply = asked;
  // Each of them would take a try, were it judged.
  for (const [round, guessers] of [200, 20, 20, 20, 20].entries()) {
    const { intentId, turn } = reply;
    const answers = await Promise.all(
      Array.from({ length: guessers }, (_, n) =>
        agent().turn(intentId, turn, { code: wrong(200 * round + n + 1) }),
      ),
    );
    const heard = answers.find(({ status }) => status === 200);
    if (!heard) throw new Error('Nobody was heard.');
    reply = await agent().settled(heard.body);
    if (round < 4) expect(reply).toMatchObject({ turn: turn + 1, expects: { triesLeft: 4 - round } });
  }
  expect(reply).toMatchObject({ ...declinedFor('wrong_code'), turn: asked.turn + 5 });
  // The right one, too late: who answers what was answered gets what the first one got.
  const late = await agent().turn(asked.intentId, asked.turn + 4, { code: right });
  expect(late.body).toMatchObject(declinedFor('wrong_code'));
  expect(await refundsOf(teller, who)).toHaveLength(0);
}, 120_000);
