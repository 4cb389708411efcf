import type { ManagerRight } from '../model/rights.js';
import type { ManagerRole } from './manager.js';

/** The roles that have each right (docs/wire/reseller.md, roles). */
const rolesWith: Readonly<Record<Exclude<ManagerRight, 'read'>, readonly ManagerRole[]>> = {
  'approve-invoice': ['admin'],
  'complete-invoice': ['admin'],
  'cancel-payment': ['admin'],
  'pay-from-balance': ['admin'],
  'add-taxes': ['admin'],
  'decide-correction': ['admin'],
  'send-closing-document': ['admin'],
};

const everyRole = ['admin', 'sales', 'owner'] as const satisfies readonly ManagerRole[];

/** A product owner works with what was sold and what it cost, not with who paid how. */
const notOwners = ['admin', 'sales'] as const satisfies readonly ManagerRole[];

/** The resources that managers may read, and the roles that may (docs/wire/reseller.md, roles). */
const readersOf = {
  invoice: everyRole,
  charge: everyRole,
  tax: everyRole,
  correction: everyRole,
  subscription: everyRole,
  payment: notOwners,
  account: notOwners,
  reseller: notOwners,
  externalInvoice: notOwners,
} as const satisfies Readonly<Record<string, readonly ManagerRole[]>>;

/** A resource of the reseller API, by its domain name. */
export type ManagedResource = keyof typeof readersOf;

export const managedResources = Object.keys(readersOf) as readonly ManagedResource[];

/** Whether a manager of this role may read records of a resource; false for a resource without a decision. */
export const mayRead = (role: ManagerRole, resource: string): boolean => {
  const readers: Readonly<Record<string, readonly ManagerRole[]>> = readersOf;
  return readers[resource]?.includes(role) ?? false;
};

/** Whether a manager of this role may do what needs a right. @param resource what the action shows */
export const mayCall = (role: ManagerRole, right: ManagerRight, resource: string): boolean =>
  right === 'read' ? mayRead(role, resource) : rolesWith[right].includes(role);
