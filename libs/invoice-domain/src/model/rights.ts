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

/** Right that an action of the admin API requires: a token, or none. */
export type AdminRight = 'admin' | 'public';
