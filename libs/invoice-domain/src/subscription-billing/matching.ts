import type { LocalDate } from '@org/kernel';
import { CommerceRefused } from '../model/commerce-refused.js';
import type { IssuedInvoice } from './managed-invoices.js';

/** @throws CommerceRefused unless the invoice's period starts on the day that was named */
export const refuseOtherPeriod = ({ fromDate }: IssuedInvoice, billingDate: LocalDate): void => {
  if (!fromDate.equals(billingDate)) throw new CommerceRefused('other-billing-date');
};

/** @throws CommerceRefused unless the invoice has the number that was named */
export const refuseOtherNumber = ({ reference }: IssuedInvoice, documentId: string): void => {
  if (reference !== documentId) throw new CommerceRefused('other-document-id');
};
