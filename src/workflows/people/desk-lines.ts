import { type HumanTask, notCarriedOut } from '../../domain/task.ts';
import type { Support } from './support.ts';

/** What waits for a person, as the Temporal UI shows it, and what came in for a task that is not open. */
export function deskLines(support: Pick<Support, 'open' | 'strays'>): string[] {
  return [...support.open().map(taskLines), ...support.strays().map((text) => `- ${plain(text)}`)];
}

/** Of one field of evidence, characters. */
const MOST_SHOWN = 500;

/** What is to be decided, how it stands, and the Signal to send for it. Markdown. */
function taskLines(of: HumanTask): string {
  const { task, summary, said, reason, version, verdicts, amountIn, about } = of;
  const [verdict, ...others] = verdicts;
  const amount = amountIn === undefined ? {} : { amount: { value: 500, currency: amountIn } };
  const example = { task, verdict, ...amount, reason: 'why', version };
  const or = others.map((one) => `"${one}"`).join(', ');
  return [
    `**To decide:** ${summary} (${reason.replaceAll('_', ' ')}).`,
    ...(said === undefined ? [] : [`The caller said: “${plain(said)}”`]),
    ...saidSince(of),
    ...[about.rule, about.effect].flatMap((text) => (text === undefined ? [] : [plain(text)])),
    ...evidenceLines(about),
    standing(of),
    `Send Signal \`decide\` with \`${JSON.stringify(example)}\`, or ${or} for the verdict.`,
    ...notCarriedOut(of).map((text) => `- ${plain(text)}`),
  ].join('\n\n');
}

/** The latest that the caller has said since: what a person asked them may be answered by it. */
function saidSince({ events }: HumanTask): string[] {
  const text = events.findLast(({ what }) => what === 'caller_said')?.text;
  return text === undefined ? [] : [`The caller said since: “${plain(text)}”`];
}

/** What would be submitted, each field by its beginning: `npm run tasks -- show` has all of it. */
function evidenceLines({ dispute }: HumanTask['about']): string[] {
  const fields = Object.entries(dispute?.evidence ?? {});
  if (fields.length === 0) return [];
  const beginnings = fields.map(([field, text]) => {
    const beginning = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
    return `- ${plain(field)}: ${plain(beginning.replaceAll(/\s+/g, ' '))}`;
  });
  return [['Would be submitted as evidence:', '', ...beginnings].join('\n')];
}

/** Until when, by whom, and how many have said yes. */
function standing({ dueAt, queue, claim, votes, needed }: HumanTask): string {
  const parts = [
    `Due ${dueAt}, in queue ${queue}`,
    ...(claim ? [`claimed by ${plain(claim.by.name)} until ${claim.until}`] : []),
    ...(needed > 1 ? [`${votes.length} of ${needed} have approved`] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** What somebody said, as Markdown that shows it as it is: no link, no picture. */
function plain(said: string): string {
  return said.replaceAll(/[\\`*_~[\](){}<>#!|&:]/g, '\\$&');
}
