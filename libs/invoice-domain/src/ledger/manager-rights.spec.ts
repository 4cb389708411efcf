import { describe, expect, it } from '@jest/globals';
import { managerRights } from '../model/rights.js';
import { managerRoles } from '../parties/manager.js';
import { readersOf } from './exposures.js';
import { mayCall, mayRead } from './manager-rights.js';

describe('what a manager may read', () => {
  const table = [
    ['invoice', ['admin', 'sales', 'owner']],
    ['charge', ['admin', 'sales', 'owner']],
    ['tax', ['admin', 'sales', 'owner']],
    ['correction', ['admin', 'sales', 'owner']],
    ['subscription', ['admin', 'sales', 'owner']],
    ['payment', ['admin', 'sales']],
    ['account', ['admin', 'sales']],
    ['reseller', ['admin', 'sales']],
    ['posting', ['admin', 'sales']],
    ['allocation', ['admin', 'sales']],
    ['creditNote', ['admin', 'sales', 'owner']],
    ['creditNoteLine', ['admin', 'sales', 'owner']],
    ['externalInvoice', ['admin', 'sales']],
    ['statement', ['admin', 'sales']],
    ['a resource that nobody has decided about', []],
  ] as const;

  it.each(table)('of %s: %j', (resource, expected) => {
    expect(managerRoles.filter((role) => mayRead(role, resource))).toEqual(expected);
  });

  it('is decided for every resource that managers see', () => {
    expect(table.map(([resource]) => resource)).toEqual(expect.arrayContaining(Object.keys(readersOf)));
  });
});

describe('what a manager may do', () => {
  it.each(managerRights)('%s: an administrator alone', (right) => {
    expect(managerRoles.filter((role) => mayCall(role, right, 'invoice'))).toEqual(['admin']);
  });

  it('reads by an action what the role may read anyway', () => {
    expect(managerRoles.filter((role) => mayCall(role, 'read', 'payment'))).toEqual(['admin', 'sales']);
  });
});
