import type { AdminActionRight, AdminRight } from '../model/rights.js';
import type { AdminRole } from '../parties/admin-user.js';
import type { AdminWritable } from './admin-writes.js';
import type { adminBillingExposures, adminExposures } from './exposures.js';

/** The roles that have each right (docs/wire/admin.md, roles). */
const rolesWith: Readonly<Record<AdminRight, readonly AdminRole[]>> = {
  read: ['read', 'bill', 'manage', 'owner'],
  bill: ['bill', 'manage', 'owner'],
  manage: ['manage', 'owner'],
  secure: ['owner'],
};

/** The right to read each resource of the admin API. */
export const adminReadingOf = {
  invoice: 'read',
  invoiceOriginatedDestination: 'read',
  invoiceOriginatedNetwork: 'read',
  invoiceTerminatedDestination: 'read',
  invoiceTerminatedNetwork: 'read',
  invoiceServiceData: 'read',
  account: 'read',
  contact: 'read',
  contractor: 'read',
  smtpConnection: 'manage',
  invoiceTemplate: 'read',
  country: 'read',
  currency: 'read',
  network: 'read',
  networkType: 'read',
  payment: 'read',
  service: 'read',
  serviceType: 'read',
  transaction: 'read',
  packageCounter: 'read',
  billingRun: 'read',
  billingRunAccount: 'read',
  invoiceEvent: 'read',
  failedJob: 'read',
  parkedSale: 'read',
  import: 'read',
  accountClass: 'read',
  accountTerms: 'read',
  resellerTerms: 'read',
  invoiceTotal: 'read',
  billingSettings: 'read',
  usageRevision: 'read',
  posting: 'read',
  allocation: 'read',
  reseller: 'read',
  resellerAccount: 'read',
  manager: 'read',
  apiToken: 'read',
  securityEvent: 'secure',
  adminUser: 'secure',
  creditNote: 'read',
  creditNoteLine: 'read',
} as const satisfies Readonly<Record<keyof typeof adminExposures | keyof typeof adminBillingExposures, AdminRight>>;

/** The right to write each resource of the admin API; an invoice is added and deleted. */
export const adminWritingOf = {
  invoice: 'bill',
  account: 'manage',
  contact: 'manage',
  contractor: 'manage',
  smtpConnection: 'manage',
  invoiceTemplate: 'manage',
  country: 'manage',
  currency: 'manage',
  network: 'manage',
  networkType: 'manage',
  payment: 'bill',
  service: 'manage',
  serviceType: 'manage',
  transaction: 'bill',
  accountClass: 'manage',
  accountTerms: 'manage',
  reseller: 'manage',
  resellerTerms: 'manage',
  resellerAccount: 'manage',
  manager: 'manage',
  billingSettings: 'manage',
  adminUser: 'secure',
} as const satisfies Readonly<Record<AdminWritable | 'invoice', AdminRight>>;

/** Whether an admin user of this role may do what needs a right. */
export const adminMay = (role: AdminRole, right: AdminActionRight): boolean =>
  right === 'public' || rolesWith[right].includes(role);

/** The right to read a resource; undefined for one that nobody has decided about, which nobody may read. */
export const adminReadingRight = (resource: string): AdminRight | undefined => {
  const rights: Readonly<Record<string, AdminRight>> = adminReadingOf;
  return Object.hasOwn(rights, resource) ? rights[resource] : undefined;
};

/** Whether an admin user of this role may read a resource. */
export const adminMayRead = (role: AdminRole, resource: string): boolean => {
  const right = adminReadingRight(resource);
  return right !== undefined && adminMay(role, right);
};
