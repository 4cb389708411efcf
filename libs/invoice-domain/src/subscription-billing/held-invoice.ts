import { RequestProblem } from '@org/json-api';
import type { LocalDate } from '@org/kernel';
import { CommerceRefused } from '../model/commerce-refused.js';
import type { AccountId, InvoiceId, PaymentId } from '../model/ids.js';
import type { ManagedInvoices, HeldInvoice, ServicePayment } from './managed-invoices.js';

const notFound = (resource: string, id: number): RequestProblem =>
  new RequestProblem({ code: 'record-not-found', resource, id: String(id) });

/** @throws RequestProblem when the reseller has no such invoice */
export const heldInvoice = async (invoices: ManagedInvoices, id: InvoiceId): Promise<HeldInvoice> => {
  const held = await invoices.hold(id);
  if (held === undefined) throw notFound('invoice', id);
  return held;
};

/** A payment for rendered services and its invoice. @throws RequestProblem, or CommerceRefused for any other payment */
export const heldPayment = async (
  invoices: ManagedInvoices,
  id: PaymentId,
): Promise<HeldInvoice & { readonly payment: ServicePayment }> => {
  const found = await invoices.invoiceOf(id);
  if (found === undefined) throw notFound('payment', id);
  if (found.invoiceId === null) throw new CommerceRefused('not-for-services');
  const { payment, ...held } = await heldInvoice(invoices, found.invoiceId);
  if (payment === undefined) throw notFound('payment', id);
  return { ...held, payment };
};

/**
 * The invoice for subscriptions that an account and the first day of its period name.
 * @throws RequestProblem without such an account; CommerceRefused unless it is one invoice
 */
export const invoiceStartingOn = async (
  invoices: ManagedInvoices,
  account: AccountId,
  day: LocalDate,
): Promise<InvoiceId> => {
  const found = await invoices.startingOn(account, day);
  if (found === undefined) throw notFound('account', account);
  const [first, ...others] = found;
  if (first === undefined) throw new CommerceRefused('no-matching-invoice');
  if (others.length > 0) {
    const detail = `Several invoices of the account start on ${day.toString()}: name one by its id.`;
    throw new CommerceRefused('no-matching-invoice', { detail });
  }
  return first;
};
