import { caseWorkflow } from '../domain/dispute-case.ts';
import { startOnce } from './start-once.ts';
import type { World } from './world.ts';

/** Opens the case of a dispute. Whether it was opened: one that is, or was before, is left alone unless it has failed. */
export function openCase(
  world: Pick<World, 'temporal' | 'taskQueue' | 'disputeCase'>,
  { tenant, dispute }: { tenant: string; dispute: string },
): Promise<boolean> {
  const start = world.disputeCase(tenant, dispute);
  return startOnce(world, 'dispute_case', { ...caseWorkflow(start), args: [start] });
}
