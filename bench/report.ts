import { cpus } from 'node:os';
import type { Aim } from './aims.ts';
import type { Cell } from './cells.ts';
import type { Events } from './events.ts';
import type { Figures } from './figures.ts';
import type { Strangers } from './strangers.ts';

/** All that one run found. */
export interface Findings {
  readonly cells: readonly Cell[];
  readonly strangers: Strangers;
  readonly events: readonly Events[];
  readonly aims: readonly Aim[];
}

/** The figures as Markdown. */
export function report({ cells, strangers, events, aims }: Findings): string {
  const waits = markdown(
    ['Stripe', 'at once', 'callers', 'side', 'turn 1', 'turn 2', 'turn 3', 'in all', 'ours : direct'],
    cells.flatMap((cell) => {
      const speak = cell.speakMilliseconds > 0 ? `speak ${cell.speakMilliseconds / 1_000} s` : 'no pauses';
      const of = [`${cell.stripeMilliseconds} ms`, String(cell.atOnce), speak];
      const row = (side: 'ours' | 'direct') => [side, ...cell[side].turns.map(shown), shown(cell[side].sum)];
      return [
        [...of, ...row('ours'), cell.ratio.toFixed(2)],
        ['', '', '', ...row('direct'), ''],
      ];
    }),
  );
  const guesses = markdown(
    ['reply', 'known', 'unknown'],
    strangers.turns.map(({ known, unknown }, index) => [index + 1, shownFinely(known), shownFinely(unknown)]),
  );
  const guessed = `Wrong guesses of ${strangers.calls} known and ${strangers.calls} unknown callers, Stripe ${strangers.stripeMilliseconds} ms: median / p95.`;
  const histories = markdown(
    ['intent', 'events', 'its lane', 'in all'],
    events.map(({ intent, own, lane, all, final }) => [
      intent,
      own,
      lane,
      `${all}${final ? '' : ', lane still open'}`,
    ]),
  );
  const wanted = markdown(
    ['aim', 'at most', 'is', ''],
    aims.map(({ what, most, is, met }) => [what, most, Number(is.toFixed(2)), met ? 'met' : '**missed**']),
  );
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node ${process.versions.node}`;
  const about = `Milliseconds that a caller waits for a whole refund: median / p95. ${machine}.`;
  return [about, waits, guessed, guesses, 'History events:', histories, 'Aims:', wanted].join('\n\n');
}

function shown({ median, p95 }: Figures): string {
  return `${median.toFixed(0)} / ${p95.toFixed(0)}`;
}

function shownFinely({ median, p95 }: Figures): string {
  return `${median.toFixed(1)} / ${p95.toFixed(1)}`;
}

function markdown(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
