import { describe, expect, test } from '@jest/globals';
import { memberFrom, sees } from '../../../src/api/staff/member.ts';

const names = { rolesClaim: 'roles', tenantsClaim: 'tenants', clientId: 'tellerline' };
const role = (roles: unknown) => memberFrom({ sub: 'ana', roles }, names)?.staff.role;

describe('what a provider tells of somebody', () => {
  test.each([
    [['tellerline:agent'], 'agent'],
    [['agent', 'admin', 'supervisor'], 'admin'],
    ['tellerline:supervisor', 'supervisor'],
    ['openid agent', 'agent'],
    [['operator'], undefined],
    [['Agent', 'agents', 'tellerline:tellerline:admin'], undefined],
    [[{ name: 'admin' }], undefined],
    [{ admin: true }, undefined],
    [undefined, undefined],
  ])('roles %j make %s', (roles, expected) => {
    expect(role(roles)).toBe(expected);
  });

  test.each([
    ['resource_access.tellerline.roles', { resource_access: { tellerline: { roles: ['agent'] } } }],
    ['https://acme.example/roles', { 'https://acme.example/roles': ['tellerline:agent'] }],
  ])('a claim may be nested, or named as an address: %s', (rolesClaim, claims) => {
    expect(memberFrom({ sub: 'ana', ...claims }, { ...names, rolesClaim })?.staff.role).toBe('agent');
  });

  test.each([
    ['realm_access.roles', { realm_access: { roles: ['admin', 'tellerline:agent'] } }, 'agent'],
    ['realm_access.roles', { realm_access: { roles: ['admin'] } }, undefined],
    ['resource_access.wiki.roles', { resource_access: { wiki: { roles: ['admin'] } } }, undefined],
    ['groups', { groups: ['admin', 'supervisor'] }, undefined],
  ])('a bare word in a claim that others share is not ours: %s %j', (rolesClaim, claims, expected) => {
    expect(memberFrom({ sub: 'ana', ...claims }, { ...names, rolesClaim })?.staff.role).toBe(expected);
  });

  test.each(['constructor', '__proto__.roles', 'roles.length.x'])('%s is no claim', (rolesClaim) => {
    expect(memberFrom({ sub: 'ana', roles: ['agent'] }, { ...names, rolesClaim })).toBeUndefined();
  });

  test('a name is shown where there is one, else what else is known', () => {
    const name = (claims: object) => memberFrom({ sub: 'ana', roles: 'agent', ...claims }, names)?.staff.name;
    expect(name({ name: ' Ana Reyes ' })).toBe('Ana Reyes');
    expect(name({ name: '', preferred_username: 'ana.reyes' })).toBe('ana.reyes');
    expect(name({ email: 'ana@acme.example' })).toBe('ana@acme.example');
    expect(name({})).toBe('ana');
  });

  test('without tenants they see none, with a star all, else those', () => {
    const member = (tenants: unknown) =>
      memberFrom({ sub: 'ana', roles: 'agent', tenants }, names) ?? { tenants: [] };
    expect(sees(member(undefined), 'demo')).toBe(false);
    expect(sees(member('*'), 'demo')).toBe(true);
    expect(sees(member(['demo', 'shop']), 'shop')).toBe(true);
    expect(sees(member('demo,shop'), 'shop')).toBe(true);
    expect(sees(member(['demo2']), 'demo')).toBe(false);
  });
});
