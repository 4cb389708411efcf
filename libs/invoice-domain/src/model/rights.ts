/** Rights that actions of the reseller API require. */
export const managerRights = [
  'approve-invoice',
  'complete-invoice',
  'credit-invoice',
  'cancel-payment',
  'pay-from-balance',
  'add-taxes',
  'decide-correction',
  'send-closing-document',
] as const;

/** Right that an action of the reseller API requires; `read` is the right to read the resource it shows. */
export type ManagerRight = (typeof managerRights)[number] | 'read';

/** Rights that the admin API requires; `secure` is the right to see and to change who may come in. */
export const adminRights = ['read', 'bill', 'manage', 'secure'] as const;
export type AdminRight = (typeof adminRights)[number];

/** Right that an action of the admin API requires: one of a user, or none. */
export type AdminActionRight = AdminRight | 'public';
