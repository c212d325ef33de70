import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Whoever sets up a tenant, at a terminal. */
export interface Questions {
  /** What is typed, trimmed; `otherwise` where nothing is. */
  text(prompt: string, otherwise?: string): Promise<string>;
  /** The same without showing what is typed. */
  secret(prompt: string): Promise<string>;
  close(): void;
}

/** Asks on standard error, so that what is made alone stands in the output. `onGone`: Ctrl-C, or the input has ended. */
export function questionsAtTerminal(onGone: () => void): Questions {
  const { stdin: input, stderr } = process;
  let hidden = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) stderr.write(chunk as Buffer);
      done();
    },
  });
  // No history: a secret would be an arrow key away.
  const terminal = createInterface({ input, output, terminal: true, historySize: 0 });
  let open = true;
  terminal.on('SIGINT', onGone);
  terminal.on('close', () => open && onGone());

  return {
    async text(prompt, otherwise) {
      const said = await terminal.question(`${prompt}${otherwise === undefined ? '' : ` [${otherwise}]`}: `);
      return said.trim() || (otherwise ?? '');
    },
    async secret(prompt) {
      stderr.write(`${prompt}: `);
      hidden = true;
      try {
        return (await terminal.question('')).trim();
      } finally {
        hidden = false;
        stderr.write('\n');
      }
    },
    close() {
      open = false;
      terminal.close();
    },
  };
}
