import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { oneLine } from '../src/cli/one-line.ts';
import { aimsOf, SAME_TEXTS } from './aims.ts';
import { confirmationCall, directCall, refundCall } from './calls.ts';
import { type Cell, type Circumstances, measureCell } from './cells.ts';
import { type Events, readingEvents, refundEvents } from './events.ts';
import { type Findings, report } from './report.ts';
import { type Caller, sandboxAt } from './sandbox.ts';
import { buildStand, type Stand } from './stand.ts';
import { measureStrangers } from './strangers.ts';

const usage = `npm run bench -- [--small] [--stripe 50,120] [--json file] [--check]

  --small  a few calls a cell, within a minute: whether it still runs, not how fast it is
  --stripe only with a Stripe that takes so many milliseconds; without it 0, 50 and 120
  --json   also writes the figures to a file
  --check  ends with 1 where an aim is missed; without it only where callers whom nobody knows are told something else`;

interface Size {
  readonly small: boolean;
  /** Calls a cell and side: one at once, and sixteen. */
  readonly alone: number;
  readonly together: number;
  /** Known callers, and as many unknown ones. */
  readonly strangers: number;
}

const full: Size = { small: false, alone: 36, together: 64, strangers: 500 };
const small: Size = { small: true, alone: 2, together: 16, strangers: 16 };

/** A Stripe as fast as any, so that nothing hides behind it. */
const STRANGERS_STRIPE_MILLISECONDS = 50;

const say = (line: string) => console.error(line);

async function bench(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { small: flag, check: flag, help: flag, json: text, stripe: text } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  say('Starting Temporal, the sandbox, the worker, the API and the direct handlers …');
  const stand = await buildStand(say);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= stand.end();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().then(() => process.exit(1)));
  try {
    const delays = (values.stripe ?? '0,50,120').split(',').map(Number);
    const found = await measure(stand, values.small ? small : full, delays);
    console.log(report(found));
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(found, undefined, 2)}\n`);
    // How fast a machine is may be missed anywhere; what a stranger can read is given away on all.
    const isMissed = found.aims.some(({ what, met }) => !met && (values.check || what === SAME_TEXTS));
    return isMissed ? 1 : 0;
  } finally {
    await end();
  }
}

async function measure(stand: Stand, size: Size, delays: number[]): Promise<Findings> {
  const sandbox = sandboxAt(stand.sandbox);
  const ended: { intentId: string; caller: Caller }[] = [];
  const ours = refundCall(stand.api, (intentId, caller) => ended.push({ intentId, caller }));
  const sides = { ours, direct: directCall(stand.direct) };

  say('Warming up …');
  const warm = { stripeMilliseconds: 0, atOnce: 4, speakMilliseconds: 0 };
  await measureCell(warm, await sandbox.callers(size.small ? 16 : 64), sides);
  const confirmed = await confirmationCall(stand.api, (await sandbox.callers(1))[0] as Caller);

  const cells: Cell[] = [];
  for (const of of circumstances(delays)) {
    const calls = of.atOnce === 1 ? size.alone : size.together;
    const callers = await sandbox.callers(2 * calls);
    await sandbox.slowBy(of.stripeMilliseconds);
    const cell = await measureCell(of, callers, sides);
    const { stripeMilliseconds, atOnce, speakMilliseconds, ratio } = cell;
    say(
      `Stripe ${stripeMilliseconds} ms, ${atOnce} at once, speaking ${speakMilliseconds} ms: ` +
        `${cell.ours.sum.median.toFixed(0)} to ${cell.direct.sum.median.toFixed(0)} ms (${ratio.toFixed(2)})`,
    );
    cells.push(cell);
  }
  say('Strangers …');
  const known = await sandbox.callers(size.strangers);
  await sandbox.slowBy(STRANGERS_STRIPE_MILLISECONDS);
  const strangers = await measureStrangers(stand.api, known, STRANGERS_STRIPE_MILLISECONDS);
  const events = await countEvents(stand, confirmed, ended, { patient: !size.small });
  return { cells, strangers, events, aims: aimsOf(cells, strangers, events) };
}

function circumstances(delays: number[]): Circumstances[] {
  return delays.flatMap((stripeMilliseconds) =>
    [1, 16].flatMap((atOnce) =>
      [1_000, 0].map((speakMilliseconds) => ({ stripeMilliseconds, atOnce, speakMilliseconds })),
    ),
  );
}

/** Of the last refund, which was one among sixteen: the most that can come together. */
async function countEvents(
  { temporal }: Stand,
  confirmed: string,
  ended: readonly { intentId: string; caller: Caller }[],
  options: { patient: boolean },
): Promise<Events[]> {
  const last = ended.at(-1);
  if (!last) return [];
  const { intentId, caller } = last;
  return [
    await readingEvents(temporal, 'payment_confirmation', confirmed),
    await refundEvents(temporal, { intentId, customer: caller.customer }, options),
  ];
}

bench(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(oneLine(error));
    process.exit(2);
  },
);
