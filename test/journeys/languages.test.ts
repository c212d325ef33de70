import { expect, test } from '@jest/globals';
import { payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

const languages = ['en-US', 'en-GB', 'es', 'fr', 'de'];
const teller = useTeller({ tenants: { demo: { languages } } });

test('who starts in Spanish hears Spanish to the end, in the region’s language where it has none of its own', async () => {
  const agent = teller.agent();
  const { email, identity } = await payer(teller);
  const body = { intent: 'refund', caller: { email }, language: 'es-MX' };
  const first = await agent.begin(teller.call(), body);
  expect(first).toMatchObject({ language: 'es', say: expect.stringMatching(/^Puedo consultarlo\./) });
  const confirm = await agent.answer(first, { identity });
  expect(confirm.say).toContain('Le reembolsaría 42 dólares con 50 centavos a su Visa terminada en 4 2 4 2');
  const done = await agent.answer(confirm, { confirm: true });
  expect(done).toMatchObject({ language: 'es', say: expect.stringMatching(/^Está en camino\./) });
});

test.each([
  ['en-GB', 'en-GB'],
  ['fr-CA', 'fr'],
  ['pt-BR', 'en-US'],
  [undefined, 'en-US'],
])('asked for in %s, a reply is in %s', async (language, spoken) => {
  const caller = { email: `${teller.call()}@example.com` };
  const body = { intent: 'refund', caller, ...(language !== undefined && { language }) };
  expect(await teller.agent().begin(teller.call(), body)).toMatchObject({ language: spoken });
});
