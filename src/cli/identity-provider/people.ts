/** Somebody who can sign in at the embedded identity provider. */
export interface DemoStaff {
  readonly sub: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly tenants: readonly string[];
}

/** Support's staff of the embedded default. */
export const demoStaff: readonly DemoStaff[] = [
  { sub: 'ana', name: 'Ana Reyes', roles: ['tellerline:supervisor'], tenants: ['*'] },
  { sub: 'ben', name: 'Ben Okafor', roles: ['tellerline:agent'], tenants: ['demo'] },
  { sub: 'cleo', name: 'Cleo Martin', roles: ['tellerline:admin'], tenants: ['*'] },
];
