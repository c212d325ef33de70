/** Prints what a run found, past Jest's own words, as the rows of docs/reliability.md. */
export function report(title: string, figures: Readonly<Record<string, string | number>>): void {
  const cells = Object.entries(figures).map(([name, value]) => `${name}: ${value}`);
  process.stdout.write(`\n| ${title} | ${cells.join(', ')} |\n`);
}

/** A small size for where a run may take a few minutes only. */
export const isSmall = process.env['FAULTS'] === 'small';
