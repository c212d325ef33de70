import { randomUUID } from 'node:crypto';
import { DEMO_KEY } from '../platform/first-start.ts';
import { readSettings } from '../platform/settings.ts';
import { ApiProblem, apiClient } from './call/api-client.ts';
import { converse } from './call/converse.ts';
import { readOptions } from './call/options.ts';
import { type Person, personAtTerminal } from './call/person.ts';
import { openScreen } from './call/screen.ts';
import { usage } from './call/usage.ts';
import { oneLine } from './one-line.ts';
import { apiAddress } from './running.ts';
import { WrongUsage } from './wrong-usage.ts';

/** `npm run call`: a person, or a command line alone, plays the agent of one call. Resolves to the exit code. */
async function runCall(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const gone = new AbortController();
  const left = new Promise<'left'>((resolve) => {
    gone.signal.addEventListener('abort', () => resolve('left'));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => gone.abort());

  const screen = openScreen(options);
  const url = options.url ?? apiAddress(readSettings());
  const onRepeat = screen.problem;
  const api = apiClient({ url, key: options.key ?? DEMO_KEY, signal: gone.signal, onRepeat });
  const id = options.call ?? `call-${randomUUID()}`;
  const asks = options.ask || (process.stdin.isTTY && !options.json);
  const person = asks ? personAtTerminal(() => gone.abort()) : undefined;
  try {
    const talk = async () => {
      const { intent, caller } = await opening(options, person);
      screen.note(`call ${id}`);
      return converse({ id, intent, options: { ...options, caller }, api, screen, person });
    };
    const last = await Promise.race([talk(), left]);
    if (last !== 'left') return last.outcome === 'completed' ? 0 : 1;
    await api.hangUp(id);
    screen.note('Hung up.');
    return 1;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    screen.problem(error.problem);
    return 2;
  } finally {
    person?.close();
  }
}

/** What a call begins with, asked for where the command line does not say it. */
async function opening({ intent, caller }: ReturnType<typeof readOptions>, person: Person | undefined) {
  if (intent !== undefined) return { intent, caller };
  if (!person) throw new WrongUsage('Which intent? See npm run call -- --help.');
  const chosen = await person.intent();
  return { intent: chosen, caller: Object.keys(caller).length > 0 ? caller : await person.contact() };
}

runCall(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(oneLine(error));
    process.exit(2);
  },
);
