import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { portFinder } from '../../src/cli/supervision/ports.ts';
import { endPrograms, fromRoot, launch, type Program } from '../cli/run-program.ts';
import { until } from '../support/until.ts';

const names = ['API', 'CODEC', 'SANDBOX', 'TEMPORAL', 'TEMPORAL_UI', 'IDENTITY_PROVIDER'] as const;
export type Ports = Record<(typeof names)[number], number>;

/** `npm start` on a data folder and ports of its own, all its processes. */
export async function embedded() {
  const folder = mkdtempSync(join(tmpdir(), 'tellerline-embedded-'));
  const ports = {} as Ports;
  const find = portFinder(() => undefined);
  for (const [index, name] of names.entries())
    ports[name] = await find({ name, host: '127.0.0.1', wanted: 18_000 + index * 100 });
  let running: Program;

  return {
    folder,
    ports,
    /** Until it says what a caller could say. */
    async start(besides: NodeJS.ProcessEnv = {}): Promise<void> {
      const env = Object.fromEntries(names.map((name) => [`TELLERLINE_${name}_PORT`, String(ports[name])]));
      const args = [fromRoot('src/cli/bootstrap.mjs'), 'start'];
      running = launch(process.execPath, args, { ...env, ...besides, TELLERLINE_DATA: folder });
      await until('npm start prints its table', () => running.output().includes('A call to copy'), 90);
    },
    async stop(): Promise<void> {
      running.process.kill('SIGINT');
      expect(await running.ended).toEqual({ code: 0, signal: null });
    },
    /** Ends and forgets whatever is left. */
    clear(): void {
      endPrograms();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Embedded = Awaited<ReturnType<typeof embedded>>;
