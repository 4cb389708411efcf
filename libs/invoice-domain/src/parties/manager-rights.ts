import type { ManagerRole } from './manager.js';

/** What a product owner works with: what was sold and what it cost, not who paid how. */
const ownerMayRead: ReadonlySet<string> = new Set(['invoice', 'charge', 'tax', 'correction', 'subscription']);

/** What a manager may do besides reading. */
export const managerActions = [
  'approve-invoice',
  'complete-invoice',
  'cancel-payment',
  'pay-from-balance',
  'add-taxes',
  'decide-correction',
  'send-closing-document',
] as const;
export type ManagerAction = (typeof managerActions)[number];

const actionsOf: Readonly<Record<ManagerRole, readonly ManagerAction[]>> = {
  admin: managerActions,
  sales: [],
  owner: [],
};

/** Whether a manager of this role may do something (docs/wire/reseller.md, roles). */
export const mayCall = (role: ManagerRole, action: ManagerAction): boolean => actionsOf[role].includes(action);

/** Whether a manager of this role may read records of a resource (docs/wire/reseller.md, roles). */
export const mayRead = (role: ManagerRole, resource: string): boolean => role !== 'owner' || ownerMayRead.has(resource);
