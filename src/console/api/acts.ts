import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { type DecisionRequest, decisionTaken, type Session, type TaskShown } from '../../contracts/task.ts';
import { newKey, post } from './ask.ts';
import { serverNow } from './clock.ts';
import { useSession } from './session.ts';
import { taskKey, tasksKey } from './tasks.ts';

/** What a claim is shown to hold for until the API has said, milliseconds. */
const ASSUMED_LEASE = 60_000;

type Change = (task: TaskShown) => TaskShown;

/** A task as it will be if the API agrees; gives back how to undo it. */
async function showAtOnce(client: QueryClient, id: string, change: Change): Promise<() => void> {
  await client.cancelQueries({ queryKey: taskKey(id) });
  const before = client.getQueryData<TaskShown>(taskKey(id));
  if (before) client.setQueryData(taskKey(id), change(before));
  return () => client.setQueryData(taskKey(id), before);
}

function lookAgain(client: QueryClient, id: string) {
  return Promise.all([
    client.invalidateQueries({ queryKey: taskKey(id) }),
    client.invalidateQueries({ queryKey: tasksKey }),
  ]);
}

/** An act that is shown before the API has agreed, and taken back where it does not. With the same key it counts once. */
function useAct<Input extends { readonly key?: string }>(
  id: string,
  path: string,
  shown: (task: TaskShown, input: Input, by: Session['staff']) => TaskShown,
  onDone?: (input: Input) => void,
) {
  const client = useQueryClient();
  const { csrf, staff } = useSession();
  return useMutation({
    mutationFn: ({ key = newKey(), ...body }: Input) => post(`/v1/tasks/${id}/${path}`, { csrf, body, key }),
    onMutate: (input) => showAtOnce(client, id, (task) => shown(task, input, staff)),
    onError: (_error, _input, undo) => undo?.(),
    // Also where its page has been left meanwhile.
    onSuccess: (_taken, input) => onDone?.(input),
    onSettled: () => void lookAgain(client, id),
  });
}

/** Why it is taken from the one who holds it, or whom it is for. */
export interface ClaimInput {
  readonly key?: string;
  readonly takeOver?: string;
  readonly for?: string;
}

/** Claims or renews; the optimistic one is our own, an assignment waits for the answer. */
export function useClaim(id: string) {
  return useAct<ClaimInput>(id, 'claim', (task, input, by) => {
    if (input.for !== undefined) return task;
    const since = new Date(serverNow()).toISOString();
    const until = new Date(serverNow() + ASSUMED_LEASE).toISOString();
    return { ...task, claim: task.claim?.by.id === by.id ? task.claim : { by, since, until } };
  });
}

/** Claims a task in the queue, where its row says who holds it. */
export function useClaimInQueue() {
  const client = useQueryClient();
  const { csrf } = useSession();
  return useMutation({
    mutationFn: (id: string) => post(`/v1/tasks/${id}/claim`, { csrf }),
    onSettled: (_taken, _error, id) => void lookAgain(client, id),
  });
}

export interface ReleaseInput {
  readonly key?: string;
  readonly queue?: TaskShown['queue'];
  readonly reason?: string;
}

export function useRelease(id: string) {
  return useAct<ReleaseInput>(id, 'release', ({ claim: _held, ...task }, { queue = task.queue }) => ({
    ...task,
    queue,
  }));
}

export function useNote(id: string, onAdded: (note: NoteInput) => void) {
  const shown = (task: TaskShown, { text }: NoteInput, by: Session['staff']) => ({
    ...task,
    events: [...task.events, { at: new Date(serverNow()).toISOString(), what: 'noted', by, text }],
  });
  return useAct<NoteInput>(id, 'notes', shown, onAdded);
}

export interface NoteInput {
  /** The same one when it is sent again. */
  readonly key: string;
  readonly text: string;
}

/** Never shown before the API has said so: it may move money. */
export function useDecision(id: string, onTaken: (key: string) => void) {
  const client = useQueryClient();
  const { csrf } = useSession();
  return useMutation({
    mutationFn: async ({ key, ...body }: DecisionInput) =>
      decisionTaken.parse(await post(`/v1/tasks/${id}/decision`, { csrf, body, key })),
    // Also where its review has been left meanwhile.
    onSuccess: (_taken, { key }) => onTaken(key),
    onSettled: () => void lookAgain(client, id),
  });
}

export interface DecisionInput extends DecisionRequest {
  /** The same one when it is sent again. */
  readonly key: string;
}
