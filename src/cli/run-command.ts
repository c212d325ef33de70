import { oneLine } from './one-line.ts';
import { WrongUsage } from './wrong-usage.ts';

/** Runs a command to its exit code; what went wrong is told without its stack. */
export function runCommand(command: (args: string[]) => Promise<number>): void {
  command(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof WrongUsage ? error.message : oneLine(error));
      process.exit(2);
    },
  );
}
