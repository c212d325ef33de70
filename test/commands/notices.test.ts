import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { workflowIds } from '../../src/domain/ids.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { endPrograms, runProgram } from '../cli/run-program.ts';
import { useReceiver } from '../support/receiver.ts';
import { startRefund } from '../support/refunds.ts';
import { testKeyFile, useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const receiver = useReceiver('gone');
const teller = useTeller({ tenants: { shop: () => receiver.settings({ types: ['refund.issued'] }) } });
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-notices-'));
  writeFileSync(join(folder, 'keys.json'), testKeyFile);
});
afterEach(endPrograms);
afterAll(() => rmSync(folder, { recursive: true }));

async function notices(...args: string[]) {
  const env = {
    TELLERLINE_DATA: folder,
    TELLERLINE_TASK_QUEUE: teller.taskQueue,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'] ?? '',
  };
  const program = runProgram({ file: 'src/cli/notices.ts' }, { args, env });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

test('what a receiver did not take is listed, and sent again', async () => {
  const { agent, first } = await startRefund(teller, { proven: true });
  const done = await agent.answer(first, { confirm: true });
  const refund = 'refund' in done.facts ? done.facts.refund.refund : undefined;
  const id = `refund_issued-${refund}`;
  const { id: tenant } = teller.tenant();
  await until('it is given up', () =>
    teller
      .temporal()
      .workflow.getHandle(workflowIds.notice(tenant, id))
      .result()
      .then(
        () => true,
        () => false,
      ),
  );
  const query = `WorkflowId = '${workflowIds.notice(tenant, id)}' AND ${searchAttributes.outcome.name} = 'failed'`;
  await until(
    'it can be searched for',
    async () => (await teller.temporal().workflow.count(query)).count === 1,
  );

  const listed = await notices('list', '--tenant', tenant);
  const row = listed.output.split('\n').find((line) => line.includes(id)) ?? '';
  expect(row.trim().split(/ {2,}/)).toEqual([
    tenant,
    'refund.issued',
    done.reference,
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
    'given up',
    'gone',
    id,
  ]);
  const still = await notices('send', id);
  expect(still).toEqual({
    code: 1,
    output: `Did not arrive: refund.issued of ${done.reference} (gone). Given up.\n`,
  });

  receiver.be('takes');
  const sent = await notices('send', id, '--tenant', tenant);
  expect(sent).toEqual({ code: 0, output: `Delivered: refund.issued of ${done.reference}.\n` });
  expect(receiver.ids()).toEqual([id]);
  const none = await notices('list', '--tenant', tenant, '--json');
  expect(none).toEqual({ code: 0, output: '' });
}, 90_000);

test('what cannot be is told in one line', async () => {
  expect(await notices('send', 'nothing')).toEqual({
    code: 2,
    output: 'There is no notification nothing to send. See npm run notices -- list.\n',
  });
  expect(await notices('list', '--tenant', "x' OR '1")).toEqual({
    code: 2,
    output: "--tenant x' OR '1 is no tenant's id.\n",
  });
}, 60_000);
