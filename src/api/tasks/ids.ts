import { tenantOf } from '../../domain/ids.ts';
import { type TaskPlace as Place, taskPlaceOf } from '../../domain/task-id.ts';

/** Where a human task lives, and whose it is. */
export interface TaskPlace extends Place {
  readonly tenant: string;
}

/** Where the task of an id lives; undefined where it is no id of ours. */
export function taskPlace(id: string): TaskPlace | undefined {
  const place = taskPlaceOf(id);
  const tenant = place && tenantOf(place.workflowId);
  return place && tenant !== undefined ? { ...place, tenant } : undefined;
}
