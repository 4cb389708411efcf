import type { LocalDate } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import type { IssuedInvoice } from './managed-invoices.js';

/** @throws Refused unless the invoice's period starts on the day that was named */
export const refuseOtherPeriod = ({ fromDate }: IssuedInvoice, billingDate: LocalDate): void => {
  if (!fromDate.equals(billingDate)) throw new Refused('other-billing-date');
};

/** @throws Refused unless the invoice has the number that was named */
export const refuseOtherNumber = ({ reference }: IssuedInvoice, documentId: string): void => {
  if (reference !== documentId) throw new Refused('other-document-id');
};
