import { readFileSync } from 'node:fs';
import { WrongUsage } from '../wrong-usage.ts';

/** What options name as a file, `-` being standard input, of which each takes the next line. */
export function givenTexts() {
  let lines: string[] | undefined;
  const nextLine = () => {
    lines ??= readFileSync(process.stdin.fd, 'utf8').split('\n');
    return lines.shift() ?? '';
  };
  return {
    /** A secret, which is all of a file but its ends, or a line. Messages name the option: a file may be the secret. */
    secret(option: string, file: string): string {
      const text = (file === '-' ? nextLine() : textOf(option, file)).trim();
      if (text === '') throw new WrongUsage(`--${option}: there is nothing in it.`);
      return text;
    },
    text: textOf,
  };
}

export type Given = ReturnType<typeof givenTexts>;

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new WrongUsage(`--${option}: the file cannot be read.`);
  }
}
