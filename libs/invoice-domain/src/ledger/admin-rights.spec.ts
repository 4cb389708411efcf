import { describe, expect, it } from '@jest/globals';
import { adminRights } from '../model/rights.js';
import { adminRoles } from '../parties/admin-user.js';
import { adminMay, adminMayRead, adminReadingOf, adminWritingOf } from './admin-rights.js';

describe('what an admin user may do', () => {
  it.each([
    ['read', ['read', 'bill', 'manage', 'owner']],
    ['bill', ['bill', 'manage', 'owner']],
    ['manage', ['manage', 'owner']],
    ['secure', ['owner']],
  ] as const)('%s: %j', (right, roles) => {
    expect(adminRoles.filter((role) => adminMay(role, right))).toEqual(roles);
  });

  it('is decided for every right', () => {
    for (const right of adminRights) expect(adminMay('owner', right)).toBe(true);
  });

  it('reads everything but who may come in and what opens other systems', () => {
    const closed = Object.keys(adminReadingOf).filter((resource) => !adminMayRead('read', resource));
    expect(closed).toEqual(['smtpConnection', 'securityEvent', 'adminUser']);
  });

  it('reads nothing that nobody has decided about', () => {
    expect(adminMayRead('owner', 'a resource of tomorrow')).toBe(false);
    expect(adminMayRead('owner', 'constructor')).toBe(false);
  });

  it('writes nothing by the right to read', () => {
    expect(Object.values<string>(adminWritingOf)).not.toContain('read');
  });
});
