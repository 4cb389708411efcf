import type { InvoiceRefusal } from '../../model/invoice-refusal.js';
import type { Violation } from '../../model/violation.js';

const ofInvoice = (message: string): Violation => ({ member: undefined, message });
const ofMember = (member: 'account' | 'startsAt' | 'endsAt' | 'reference', message: string): Violation => ({
  member,
  message,
});

/** The messages of Yeti's admin API, word for word: clients show them to people (docs/wire/admin.md, new invoices). */
export const adminInvoiceRefusals: Readonly<Record<InvoiceRefusal, Violation>> = {
  'account-missing': ofMember('account', "can't be blank"),
  'account-on-schedule': ofMember('account', 'have invoices auto generation enabled'),
  'start-missing': ofMember('startsAt', "can't be blank"),
  'start-unreadable': ofMember('startsAt', 'is invalid'),
  'end-missing': ofMember('endsAt', "can't be blank"),
  'end-unreadable': ofMember('endsAt', 'is invalid'),
  'end-before-start': ofMember('endsAt', 'must be greater than start date'),
  'period-empty': ofInvoice('start_time must be less then end_time'),
  'period-not-over': ofInvoice("end_time can't be in future"),
  'period-billed': ofInvoice('have invoice inside provided period'),
  'already-filled': ofInvoice('invoice already filled'),
  'approved-already': ofInvoice('Invoice already approved'),
  'not-filled-yet': ofInvoice("Invoice can't be approved"),
  'approval-of-subscriptions': ofInvoice(
    "Invoice can't be approved: it is of subscriptions, and closed by their calendar",
  ),
  'deletion-of-subscriptions': ofInvoice(
    "Invoice can't be deleted: it is of subscriptions, whose calendar opens and closes it",
  ),
  'usage-changed': ofInvoice("Invoice can't be approved: its usage has changed since it was filled"),
  'refill-of-other-than-pending': ofInvoice("Invoice can't be refilled"),
  'reference-missing': ofMember('reference', "can't be blank"),
  'reference-taken': ofMember('reference', 'has already been taken'),
  'reference-of-other-than-pending': ofInvoice("Invoice reference can't be changed"),
};
