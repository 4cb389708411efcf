import type { ManagerRight } from '../model/rights.js';
import type { ManagerRole } from '../parties/manager.js';
import { readersOf } from './exposures.js';

/** The roles that have each right (docs/wire/reseller.md, roles). */
const rolesWith: Readonly<Record<Exclude<ManagerRight, 'read'>, readonly ManagerRole[]>> = {
  'approve-invoice': ['admin'],
  'complete-invoice': ['admin'],
  'credit-invoice': ['admin'],
  'cancel-payment': ['admin'],
  'pay-from-balance': ['admin'],
  'add-taxes': ['admin'],
  'decide-correction': ['admin'],
  'send-closing-document': ['admin'],
};

/** Whether a manager of this role may read records of a resource; false for a resource without a decision. */
export const mayRead = (role: ManagerRole, resource: string): boolean => {
  const readers: Readonly<Record<string, readonly ManagerRole[]>> = readersOf;
  return readers[resource]?.includes(role) ?? false;
};

/** Whether a manager of this role may do what needs a right. @param resource what the action shows */
export const mayCall = (role: ManagerRole, right: ManagerRight, resource: string): boolean =>
  right === 'read' ? mayRead(role, resource) : rolesWith[right].includes(role);
