import { readFile } from 'node:fs/promises';
import { text as textFrom } from 'node:stream/consumers';
import { WrongUsage } from '../wrong-usage.ts';

/** What options name as a file. A message names the option alone: what stands there may be the secret itself. */
export interface Given {
  /** A secret: all of a file but its ends, or, where the file is `-`, the next line of standard input. */
  secret(option: string, file: string | undefined): Promise<string | undefined>;
  text(option: string, file: string): Promise<string>;
}

export function givenTexts(): Given {
  let lines: Promise<string[]> | undefined;
  async function nextLine(): Promise<string> {
    lines ??= textFrom(process.stdin).then((all) => all.split('\n'));
    return (await lines).shift() ?? '';
  }
  async function text(option: string, file: string): Promise<string> {
    return readFile(file, 'utf8').catch(() => {
      throw new WrongUsage(`--${option}: the file cannot be read.`);
    });
  }
  return {
    async secret(option, file) {
      if (file === undefined) return undefined;
      const given = (file === '-' ? await nextLine() : await text(option, file)).trim();
      if (given === '') throw new WrongUsage(`--${option}: there is nothing in it.`);
      return given;
    },
    text,
  };
}
