import type { Staff } from '../../domain/staff.ts';
import { sees } from './member.ts';
import type { StaffSession, StaffSessions } from './sessions.ts';

/** Whom a task can be handed to: those who have signed in at this process lately, as they were then. */
export function directoryOf(sessions: Pick<StaffSessions, 'lately'>) {
  return {
    /** Those who see something of what the one who asks sees, by name. */
    knownTo(asking: Pick<StaffSession, 'tenants'>): Staff[] {
      const theirs = sessions.lately().filter((one) => shares(one, asking));
      const byId = new Map(theirs.map(({ staff }) => [staff.id, staff]));
      return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name));
    },

    /** Somebody who sees that tenant's tasks, by their id. */
    who: (id: string, tenant: string): Staff | undefined =>
      sessions.lately().findLast((one) => one.staff.id === id && sees(one, tenant))?.staff,
  };
}

function shares(one: Pick<StaffSession, 'tenants'>, other: Pick<StaffSession, 'tenants'>): boolean {
  return other.tenants.includes('*') || other.tenants.some((tenant) => sees(one, tenant));
}
