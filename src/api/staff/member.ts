import type { Staff, StaffRole } from '../../domain/staff.ts';

/** A member of support, as the identity provider tells of them. */
export interface Member {
  readonly staff: Staff;
  /** Whose tasks they see; `*` for all. */
  readonly tenants: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;

/** What a provider may say; `operator` is whoever reaches Temporal itself, and nobody who signs in. */
const roles: readonly StaffRole[] = ['agent', 'supervisor', 'admin'];

interface Names {
  readonly rolesClaim: string;
  readonly tenantsClaim: string;
  /** Our client id at the provider. */
  readonly clientId: string;
}

/**
 * Who signs in; undefined where they have none of our roles. Of several the highest counts. An `admin` in a claim that other
 * applications share may be theirs: there a role counts by its whole name alone, `tellerline:admin`.
 */
export function memberFrom(claims: Claims & { readonly sub: string }, names: Names): Member | undefined {
  const said = listed(claimOf(claims, names.rolesClaim));
  const isOurs = isOurOwn(names);
  const role = roles.findLast((one) => said.includes(`tellerline:${one}`) || (isOurs && said.includes(one)));
  if (role === undefined) return undefined;
  return {
    staff: { id: claims.sub, name: nameIn(claims), role },
    tenants: listed(claimOf(claims, names.tenantsClaim)),
  };
}

/** The default claim, and one that names our client, as `resource_access.tellerline.roles`. */
function isOurOwn({ rolesClaim, clientId }: Names): boolean {
  return rolesClaim === 'roles' || rolesClaim.split('.').includes(clientId);
}

/** Somebody with none but the tenants that are known here: a claim may name many more, and a session fits into a cookie. */
export function ofKnownTenants(member: Member, isKnown: (tenant: string) => boolean): Member {
  const { tenants } = member;
  return { ...member, tenants: tenants.includes('*') ? ['*'] : [...new Set(tenants.filter(isKnown))] };
}

/** Whether they see a tenant's tasks. */
export function sees({ tenants }: Pick<Member, 'tenants'>, tenant: string): boolean {
  return tenants.includes('*') || tenants.includes(tenant);
}

/** A claim by its name, or by its path where a provider nests it. */
export function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((at, part) => {
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, part);
    return isThere ? (at as Claims)[part] : undefined;
  }, claims);
}

/** A list, or text with spaces or commas between, as providers differ in it. */
function listed(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
}

function nameIn(claims: Claims & { readonly sub: string }): string {
  const given = ['name', 'preferred_username', 'email'].map((name) => claims[name]);
  const name = given.find((one) => typeof one === 'string' && one.trim() !== '');
  return typeof name === 'string' ? name.trim().slice(0, 100) : claims.sub;
}
