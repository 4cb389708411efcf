/** What managers may be allowed to do besides reading: the rights that actions of the reseller API name. */
export const managerRights = [
  'approve-invoice',
  'complete-invoice',
  'cancel-payment',
  'pay-from-balance',
  'add-taxes',
  'decide-correction',
  'send-closing-document',
] as const;

/** What an action of the reseller API asks of a manager; `read` is to read what the action shows. */
export type ManagerRight = (typeof managerRights)[number] | 'read';

/** What an action of the admin API asks of a caller: a token, or nothing. */
export type AdminRight = 'admin' | 'public';
