import type { LocalDate } from '@org/kernel';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import type { AccountId, InvoiceId, PaymentId } from '../model/ids.js';
import type { ManagedInvoices, LockedInvoice, ServicePayment } from './managed-invoices.js';

/** @throws RecordNotFound when the reseller has no such invoice */
export const lockedInvoice = async (invoices: ManagedInvoices, id: InvoiceId): Promise<LockedInvoice> => {
  const locked = await invoices.lock(id);
  if (locked === undefined) throw new RecordNotFound('invoice', String(id));
  return locked;
};

/** A payment for rendered services and its invoice. @throws RecordNotFound, or Refused for any other payment */
export const lockedPayment = async (
  invoices: ManagedInvoices,
  id: PaymentId,
): Promise<LockedInvoice & { readonly payment: ServicePayment }> => {
  const found = await invoices.invoiceOf(id);
  if (found === undefined) throw new RecordNotFound('payment', String(id));
  if (found.invoiceId === null) throw new Refused('not-for-services');
  const { payment, ...locked } = await lockedInvoice(invoices, found.invoiceId);
  if (payment === undefined) throw new RecordNotFound('payment', String(id));
  return { ...locked, payment };
};

/**
 * The invoice for subscriptions that an account and the first day of its period name.
 * @throws RecordNotFound without such an account; Refused unless it is one invoice
 */
export const invoiceStartingOn = async (
  invoices: ManagedInvoices,
  account: AccountId,
  day: LocalDate,
): Promise<InvoiceId> => {
  const found = await invoices.startingOn(account, day);
  if (found === undefined) throw new RecordNotFound('account', String(account));
  const [first, ...others] = found;
  if (first === undefined) throw new Refused('no-matching-invoice');
  if (others.length > 0) {
    const detail = `Several invoices of the account start on ${day.toString()}: name one by its id.`;
    throw new Refused('no-matching-invoice', { detail });
  }
  return first;
};
