import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { parseJson } from '../../src/platform/json.ts';

const { History } = proto.temporal.api.history.v1;

/** The history of one Workflow as it truly ran, kept to be replayed. */
export interface Golden {
  readonly name: string;
  readonly workflowId: string;
  readonly history: proto.temporal.api.history.v1.History;
  /** As it is kept. */
  readonly text: string;
}

const folder = new URL('./histories/', import.meta.url);
const fileOf = (name: string) => new URL(`${name}.json`, folder);

/** Keeps the history of a Workflow, under what it is the story of. */
export async function keep(name: string, workflow: WorkflowHandle): Promise<void> {
  const ran = History.fromObject(await workflow.fetchHistory());
  const history = History.toObject(ran, { bytes: String, enums: String, longs: String });
  const kept = { workflowId: workflow.workflowId, history: withoutPlaces(history) };
  await writeFile(fileOf(name), `${JSON.stringify(kept, null, 2)}\n`);
}

/** All that are kept. */
export async function goldens(): Promise<Golden[]> {
  const names = (await readdir(folder)).map((file) => basename(file, '.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(fileOf(name), 'utf8');
      const { workflowId, history } = parseJson(text) as { workflowId: string; history: object };
      return { name, workflowId, history: History.fromObject(history), text };
    }),
  );
}

/** The same without the names of the machine and of the processes that it ran on. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const isSticky = 'kind' in value && value.kind === 'TASK_QUEUE_KIND_STICKY';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (name === 'identity') return [name, 'tellerline'];
      return isSticky && name === 'name' ? [name, 'sticky'] : [name, withoutPlaces(item)];
    }),
  );
}
