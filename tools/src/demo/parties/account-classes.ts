import { accountClassIdOf, type AccountClass } from '@org/invoice-domain';

export const accountClasses: readonly AccountClass[] = [
  { id: accountClassIdOf(1), name: 'Standard', billingDay: 1, daysToPay: 30 },
  { id: accountClassIdOf(2), name: 'Key account', billingDay: 1, daysToPay: 30 },
  { id: accountClassIdOf(3), name: 'Public sector', billingDay: 1, daysToPay: 30 },
  { id: accountClassIdOf(4), name: 'Partner', billingDay: 1, daysToPay: 30 },
];
