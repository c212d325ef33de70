/** Who may decide, from the least to the most. `operator` is whoever reaches Temporal itself. */
export const staffRoles = ['agent', 'supervisor', 'admin', 'operator'] as const;

export type StaffRole = (typeof staffRoles)[number];

/** A member of staff, as the one who acts on a task. */
export interface Staff {
  /** The identity provider's subject; for an operator at a command line `operator:` and their name. */
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** Who a Signal is from, whatever it claims. */
export const operator: Staff = { id: 'operator', name: 'Operator', role: 'operator' };

/** Whether one role may do at least what another may. */
export function isAtLeast(role: StaffRole, least: StaffRole): boolean {
  return staffRoles.indexOf(role) >= staffRoles.indexOf(least);
}

/** Whether two yeses are one person's. Whoever reaches Temporal itself claims any name: all of them are one. */
export function isSamePerson(one: Staff, other: Staff): boolean {
  return one.id === other.id || (one.role === 'operator' && other.role === 'operator');
}
