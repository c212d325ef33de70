import { type ParseArgsConfig, parseArgs } from 'node:util';
import { WrongUsage } from './wrong-usage.ts';

/** Reads a command line; what is wrong with it is told, with the command's help. */
export function readArgs<T extends ParseArgsConfig>(
  command: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [first = ''] = (error as Error).message.split(/[.\n]/);
    throw new WrongUsage(`${first}. See npm run ${command} -- --help.`);
  }
}
