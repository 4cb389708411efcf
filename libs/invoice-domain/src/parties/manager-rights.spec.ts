import { describe, expect, it } from '@jest/globals';
import { managerActions, mayCall, mayRead } from './manager-rights.js';
import { managerRoles } from './manager.js';

describe('what a manager may read', () => {
  it.each([
    ['invoice', { admin: true, sales: true, owner: true }],
    ['charge', { admin: true, sales: true, owner: true }],
    ['tax', { admin: true, sales: true, owner: true }],
    ['correction', { admin: true, sales: true, owner: true }],
    ['subscription', { admin: true, sales: true, owner: true }],
    ['payment', { admin: true, sales: true, owner: false }],
    ['account', { admin: true, sales: true, owner: false }],
    ['reseller', { admin: true, sales: true, owner: false }],
    ['what is added some day', { admin: true, sales: true, owner: false }],
  ])('of %s: %j', (resource, expected) => {
    expect(Object.fromEntries(managerRoles.map((role) => [role, mayRead(role, resource)]))).toEqual(expected);
  });
});

describe('what a manager may do', () => {
  it.each(managerActions)('%s: an administrator alone', (action) => {
    expect(managerRoles.filter((role) => mayCall(role, action))).toEqual(['admin']);
  });
});
