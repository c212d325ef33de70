import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  type ReplayResult,
  type ReplayWorkerOptions,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { dataConverter } from '../../src/platform/data-converter.ts';
import * as workflows from '../../src/workflows/index.ts';
import { testKeys } from '../support/teller.ts';
import { type Golden, goldens } from './golden.ts';
import { bundleWithPlantedRead } from './planted.ts';

const REWRITE = 'Where the change is meant, and no call is open on the old code: `npm run histories`.';
let kept: Golden[];

beforeAll(async () => {
  // What does not replay is told by the results.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  kept = await goldens();
});

type Bundle = NonNullable<ReplayWorkerOptions['workflowBundle']>;

/** How histories went over these Workflows, by their names. */
async function replayed(
  workflowBundle: Bundle,
  histories: readonly Golden[],
): Promise<Map<string, ReplayResult['error']>> {
  const options = { workflowBundle, dataConverter: dataConverter(testKeys) };
  const names = new Map(histories.map(({ workflowId, name }) => [workflowId, name]));
  const outcomes = new Map<string, ReplayResult['error']>();
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories))
    outcomes.set(names.get(workflowId) ?? workflowId, error);
  return outcomes;
}

describe('the histories that are kept', () => {
  test('replay over the Workflows as they are', async () => {
    const outcomes = await replayed({ codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' }, kept);
    expect([...outcomes.keys()].sort()).toEqual(kept.map(({ name }) => name));
    const broken = [...outcomes].filter(([, error]) => error !== undefined);
    expect({ broken, hint: REWRITE }).toEqual({ broken: [], hint: REWRITE });
  });

  test('would not replay where a refund read something before its first question', async () => {
    const refunds = kept.filter(({ name }) => /^refund-[a-z-]+$/.test(name));
    // What is handed over at once has no first question, and what is no refund's intent is as it was.
    const untouched = ['payment-confirmation', 'refund-completed.lane', 'refund-handed-over'];
    const others = kept.filter(({ name }) => untouched.includes(name));
    const histories = [...new Set([...refunds, ...others])];
    const outcomes = await replayed(await bundleWithPlantedRead(), histories);
    const broken = [...outcomes].filter(([, error]) => error?.name === 'DeterminismViolationError');
    const meant = refunds.filter((one) => !others.includes(one));
    expect(broken.map(([name]) => name).sort()).toEqual(meant.map(({ name }) => name));
    expect(others).toHaveLength(untouched.length);
  }, 60_000);

  test('are of each Workflow that there is', async () => {
    const types = kept.map(({ history }) => {
      const start = history.events[0]?.workflowExecutionStartedEventAttributes;
      return start?.workflowType?.name;
    });
    expect([...new Set(types)].sort()).toEqual(Object.keys(workflows).sort());
  });

  test('hold nothing in clear, and no name of a machine', () => {
    for (const { name, text } of kept) {
      // A process names itself `pid@host`, and its queue after that.
      const named = text.replaceAll('@temporalio/worker@', '');
      for (const place of ['@', process.cwd(), 'node_modules'])
        expect([name, place, named.includes(place)]).toEqual([name, place, false]);
      expect([name, readable(JSON.parse(text))]).toEqual([name, []]);
    }
  });
});

/** Payloads that are not encrypted, but for keyed hashes to search by and what the SDK notes of a Local Activity. */
function readable(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null || name === 'indexedFields') return [];
  const { metadata, data } = value as { metadata?: { encoding?: string }; data?: string };
  if (metadata?.encoding !== undefined && data !== undefined) {
    const encoding = Buffer.from(metadata.encoding, 'base64').toString();
    const text = Buffer.from(data, 'base64').toString();
    const isNote = encoding === 'json/plain' && /^\{"seq":\d+,"attempt":/.test(text);
    return encoding === 'binary/encrypted' || isNote ? [] : [`${encoding} ${text}`];
  }
  return Object.entries(value).flatMap(([key, item]) => readable(item, key));
}
